/** What has methods: the client, a custom table, the records of a resource, or the resource itself. */
export type MethodOwner = 'client' | 'table' | 'record' | 'resource';

const ticket = 'addAction getActions addAttachment getAttachments restore';
const me = 'me getMe';

/** Methods of every record that its resource can read, change or delete. */
export const anyRecord = 'update reload delete setCustomFields getCustomFields';

/** Further methods of records, by resource. */
export const ofRecords: Readonly<Record<string, string>> = {
  tickets: ticket,
  projects: ticket,
  opportunities: ticket,
  assets: 'getSoftware',
  clients: 'getSites getUsers getContracts getAssets getTickets',
  users: 'addRole',
  kbArticles: 'vote',
  reports: 'run generatePdf export bookmark',
  ticketTypes: 'getFields',
};

/** Further methods of resources. */
export const ofResources: Readonly<Record<string, string>> = {
  agents: me,
  users: me,
  clients: me,
  assets: 'getNextTag',
  categories: 'getAllTypes getByType tree',
  lookups: 'values',
  reports: 'query published',
  attachments: 'put download downloadAll',
};
