import type { MethodOwner } from './method-names.js';

const related = 'query? options?';

/** What the verbs that all resources have take, in the words of `demandArguments`. */
export const verbParameters = {
  list: 'query? options?',
  listAll: 'query? options?',
  get: 'id query? options?',
  create: 'record options?',
  update: 'record options?',
  upsert: 'record options?',
  check: 'some',
  ensure: 'record options?',
  delete: 'id query? options?',
  batchCreate: 'records options?',
  batchUpdate: 'records options?',
} as const;

/** What the methods that are bound to clients, tables, records and resources take, by their owner. */
export const methodParameters: Readonly<Record<MethodOwner, Readonly<Record<string, string>>>> = {
  client: { search: 'text options?', resolve: 'text text options?' },
  table: { list: 'options?', add: 'some options?', update: 'record options?', delete: 'id options?' },
  record: {
    update: 'record options?',
    reload: related,
    delete: 'text? options?',
    setCustomFields: 'record options?',
    getCustomFields: 'options?',
    addAction: 'record options?',
    getActions: related,
    addAttachment: 'text file text?',
    getAttachments: 'options?',
    restore: 'options?',
    getSoftware: 'options?',
    getSites: related,
    getUsers: related,
    getContracts: related,
    getAssets: related,
    getTickets: related,
    addRole: 'id options?',
    vote: 'truth options?',
    run: related,
    generatePdf: related,
    export: 'text query? options?',
    bookmark: related,
    getFields: 'options?',
  },
  resource: {
    search: 'text options?',
    me: 'options?',
    getMe: 'options?',
    getNextTag: 'options?',
    getAllTypes: 'options?',
    getByType: 'id options?',
    tree: 'id options?',
    values: 'id options?',
    query: 'text options?',
    published: 'text options?',
    put: 'record options?',
    download: 'id options?',
    downloadAll: 'owner text options?',
  },
};
