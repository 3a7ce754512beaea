import type { ResourceTypes } from 'halopsa-catalogue/types';
import type { AssetMethods, AssetsMethods } from '../methods/assets.js';
import type { AttachmentsMethods } from '../methods/attachments.js';
import type { CategoriesMethods } from '../methods/categories.js';
import type { ClientMethods } from '../methods/clients.js';
import type { KbArticleMethods } from '../methods/kb-articles.js';
import type { LookupsMethods } from '../methods/lookups.js';
import type { MeMethods } from '../methods/me.js';
import type { RecordDeletes, RecordReads, RecordWrites } from '../methods/records.js';
import type { ReportMethods, ReportsMethods } from '../methods/reports.js';
import type { TicketTypeMethods } from '../methods/ticket-types.js';
import type { TicketMethods } from '../methods/tickets.js';
import type { UserMethods } from '../methods/users.js';
import type { Has, ResourceName } from './names.js';

/** Records as they are given: the wire record with the methods of its resource. */
export type Entity<Name extends ResourceName> = ResourceTypes[Name]['record'] &
  MethodsOf<Name, ResourceTypes[Name]['record']>;
/** Rows of a list, with the same methods; they have fewer fields than the record. */
export type RowEntity<Name extends ResourceName> = ResourceTypes[Name]['row'] &
  MethodsOf<Name, ResourceTypes[Name]['row']>;

/** A field of the record hides the method of its name. */
type MethodsOf<Name extends ResourceName, Wire> = Omit<
  VerbMethods<Name> & OwnMethods<Name>,
  keyof Wire
>;
type VerbMethods<Name extends ResourceName> = Has<Name, 'upsert', RecordWrites<Entities, Name>> &
  Has<Name, 'get', RecordReads<Entities, Name>> &
  Has<Name, 'delete', RecordDeletes>;
type OwnMethods<Name> = Name extends keyof EntityMethods ? EntityMethods[Name] : unknown;

/** Records and rows of all resources, with their methods. */
interface Entities {
  readonly record: { readonly [Name in ResourceName]: Entity<Name> };
  readonly row: { readonly [Name in ResourceName]: RowEntity<Name> };
}

/** Methods of records beside those that all have, by resource. */
export interface EntityMethods {
  tickets: TicketMethods<Entities, 'tickets'>;
  projects: TicketMethods<Entities, 'projects'>;
  opportunities: TicketMethods<Entities, 'opportunities'>;
  assets: AssetMethods;
  clients: ClientMethods<Entities>;
  users: UserMethods<Entities>;
  kbArticles: KbArticleMethods;
  reports: ReportMethods;
  ticketTypes: TicketTypeMethods;
}

/** What resources as a whole can do beside their operations, by resource. */
export interface ResourceMethods {
  agents: MeMethods<Entity<'agents'>>;
  users: MeMethods<Entity<'users'>>;
  clients: MeMethods<Entity<'clients'>>;
  assets: AssetsMethods;
  categories: CategoriesMethods<Entities>;
  lookups: LookupsMethods;
  reports: ReportsMethods;
  attachments: AttachmentsMethods<Entities>;
}
