/** Words that seeded records are named with. */
export const companyWords: readonly string[] =
  'Alder Beacon Cobalt Delta Ember Falcon Granite Harbour Indigo Juniper Keystone Larch Meridian Northgate Orchard Pinnacle Quartz Ridgeway Summit Thistle Umber Vantage Willow Yarrow Zenith'.split(
    ' ',
  );
export const companyKinds: readonly string[] =
  'Logistics,Engineering,Dental,Legal,Media,Foods,Housing,Energy,Textiles,Consulting'.split(',');
export const firstNames: readonly string[] =
  'Amara Ben Chloe Daniel Elena Farid Grace Hugo Imani Jonas Keiko Liam Maya Noah Olga Priya Quinn Rosa Samir Tara Uwe Vera Wes Ximena Yusuf Zoe'.split(
    ' ',
  );
export const surnames: readonly string[] =
  'Abbott Baker Castro Dunn Eriksen Foster Gupta Hughes Ito Jensen Khan Lopez Morgan Novak Okafor Patel Reyes Singh Tanaka Underwood Vogel Walsh Young Zhang'.split(
    ' ',
  );
export const siteNames: readonly string[] = ['Head Office', 'Warehouse', 'North Branch'];
export const problems: readonly string[] = [
  'Cannot sign in to email',
  'Printer does not print',
  'Laptop is slow after the update',
  'VPN drops every few minutes',
  'New starter needs an account',
  'Shared folder is missing',
  'Phone has no dial tone',
  'Screen stays black',
  'Software licence has run out',
  'Backup reported a failure',
  'Wi-Fi is weak in the meeting room',
  'Request for a second monitor',
];
