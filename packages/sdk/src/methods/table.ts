import type { Parameters } from '../core/methods.js';
import type { EntityMethods, ResourceMethods } from '../types/entities.js';
import type { AnyRecordMethods } from './records.js';

/** What a method takes, by its name, in the words of `demandArguments`. */
export type MethodTable = Readonly<Record<string, string>>;

/**
 * The methods of records and resources by name. Their bodies are loaded when the first is called; what is not declared, listed
 * here and written there does not compile.
 */
const related = 'query? options?';

/** Methods of every record that its resource can read, change or delete. */
export const ofAnyRecord: Parameters<AnyRecordMethods> = {
  update: 'record options?',
  reload: related,
  delete: 'text? options?',
  setCustomFields: 'record options?',
  getCustomFields: 'options?',
};

const ticket: Parameters<EntityMethods['tickets']> = {
  addAction: 'record options?',
  getActions: related,
  addAttachment: 'text file text?',
  getAttachments: 'options?',
  restore: 'options?',
};

/** Further methods of records, by resource. */
export const ofRecords: {
  readonly [Name in keyof EntityMethods]: Parameters<EntityMethods[Name]>;
} = {
  tickets: ticket,
  projects: ticket,
  opportunities: ticket,
  assets: { getSoftware: 'options?' },
  clients: {
    getSites: related,
    getUsers: related,
    getContracts: related,
    getAssets: related,
    getTickets: related,
  },
  users: { addRole: 'id options?' },
  kbArticles: { vote: 'truth options?' },
  reports: {
    run: related,
    generatePdf: related,
    export: 'text query? options?',
    bookmark: related,
  },
  ticketTypes: { getFields: 'options?' },
};

const me: Parameters<ResourceMethods['agents']> = { me: 'options?', getMe: 'options?' };

/** Further methods of resources. */
export const ofResources: {
  readonly [Name in keyof ResourceMethods]: Parameters<ResourceMethods[Name]>;
} = {
  agents: me,
  users: me,
  clients: me,
  assets: { getNextTag: 'options?' },
  categories: { getAllTypes: 'options?', getByType: 'id options?', tree: 'id options?' },
  lookups: { values: 'id options?' },
  reports: { query: 'text options?', published: 'text options?' },
  attachments: {
    put: 'record options?',
    download: 'id options?',
    downloadAll: 'owner text options?',
  },
};

/** Methods of every resource. */
export const ofAnyResource: MethodTable = { search: 'text options?', withIds: 'some options?' };

/** Methods of the client itself. */
export const ofClient: MethodTable = { search: 'text options?', resolve: 'text text options?' };

/** Methods of a custom table. */
export const ofCustomTable: MethodTable = {
  list: 'options?',
  add: 'some options?',
  update: 'record options?',
  delete: 'id options?',
};
