/** Bodies that a tenant accepts, for the resources that people begin with; `{{...}}` are filled by requests that ran before. */
export const exampleBodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  tickets: { summary: 'Made with Postman', details: 'This ticket may be deleted.' },
  actions: { ticket_id: '{{tickets_id}}', note: 'Made with Postman', outcome: 'Private Note', hiddenfromuser: true },
  assetTypes: { name: 'Made with Postman {{$timestamp}}' },
  clients: { name: 'Made with Postman {{$timestamp}}' },
  sites: { name: 'Made with Postman {{$timestamp}}', client_id: '{{clients_id}}' },
  users: { name: 'Made with Postman', emailaddress: 'postman-{{$timestamp}}@example.com', site_id: '{{sites_id}}' },
  assets: { inventory_number: 'PM-{{$timestamp}}', client_id: '{{clients_id}}', assettype_id: '{{assettypes_id}}' },
  kbArticles: { name: 'Made with Postman {{$timestamp}}', description: 'This article may be deleted.' },
};

/** Resources whose folders come first. */
export const mainResources: readonly string[] = [
  'assetTypes',
  'clients',
  'sites',
  'users',
  'agents',
  'tickets',
  'actions',
  'assets',
  'kbArticles',
];

/** Values of query parameters that a main request is to be sent with. */
export const exampleQueries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'actions.list': { ticket_id: '{{tickets_id}}' },
  'actions.get': { ticket_id: '{{tickets_id}}' },
  'actions.delete': { ticket_id: '{{tickets_id}}' },
};
