import type { Input, ResourceTypes } from 'halopsa-catalogue/types';
import type { FileSource } from '../attachments/file-source.js';
import type { Query } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { WriteOptions } from '../core/records.js';
import type { CustomFieldChanges, CustomFieldValues } from '../custom-fields/custom-field-types.js';
import type { Field, FieldOptions } from '../fields/field.js';
import type { ReportFile } from '../reports/report-file.js';
import type { ReportResult, ReportRow } from '../reports/report-result.js';
import type { ReportFormat, ReportParams, RunOptions } from '../reports/report-types.js';
import type { Has, ResourceName } from './names.js';

/** Records as they are given: the wire record with the methods of its resource. */
export type Entity<Name extends ResourceName> = ResourceTypes[Name]['record'] & MethodsOf<Name, ResourceTypes[Name]['record']>;
/** Rows of a list, with the same methods; they have fewer fields than the record. */
export type RowEntity<Name extends ResourceName> = ResourceTypes[Name]['row'] & MethodsOf<Name, ResourceTypes[Name]['row']>;

/** A field of the record hides the method of its name. */
type MethodsOf<Name extends ResourceName, Wire> = Omit<VerbMethods<Name> & OwnMethods<Name>, keyof Wire>;
type VerbMethods<Name extends ResourceName> = Has<Name, 'upsert', RecordWrites<Name>> &
  Has<Name, 'get', RecordReads<Name>> &
  Has<Name, 'delete', RecordDeletes>;
type OwnMethods<Name> = Name extends keyof EntityMethods ? EntityMethods[Name] : unknown;

/** What every record can do that its resource can change. */
export interface RecordWrites<Name extends ResourceName> {
  /** Changes the fields given, and brings this record up to date with Halo's answer. */
  update(patch: Omit<Input<ResourceTypes[Name]['record']>, 'id'>, options?: WriteOptions): Promise<Entity<Name>>;
  /** Sets custom fields by name or id and leaves all others as they are; null empties a field. */
  setCustomFields(values: CustomFieldChanges<Name>, options?: CallOptions): Promise<Entity<Name>>;
}

/** What every record can do that its resource can read. */
export interface RecordReads<Name extends ResourceName> {
  /** Reads the record anew, in place. */
  reload(query?: Query, options?: CallOptions): Promise<Entity<Name>>;
  /** Its custom fields by name. */
  getCustomFields(options?: CallOptions): Promise<CustomFieldValues<Name>>;
}

/** What every record can do that its resource can delete. */
export interface RecordDeletes {
  /** Deletes the record in Halo; tickets take a reason. */
  delete(reason?: string, options?: CallOptions): Promise<void>;
}

/** What a ticket can do; projects and opportunities are tickets too. */
export interface TicketMethods<Name extends 'tickets' | 'projects' | 'opportunities'> {
  /** Adds an action; `timetaken` is in hours. */
  addAction(action: Omit<Input<ResourceTypes['actions']['record']>, 'id' | 'ticket_id'>, options?: CallOptions): Promise<Entity<'actions'>>;
  /** All its actions. */
  getActions(query?: Query, options?: CallOptions): Promise<RowEntity<'actions'>[]>;
  /** Puts a file on it; a text as `data` is the path of a file. */
  addAttachment(name: string, data: FileSource, description?: string): Promise<Entity<'attachments'>>;
  /** All its attachments. */
  getAttachments(options?: CallOptions): Promise<RowEntity<'attachments'>[]>;
  /** Brings it back after it was deleted. */
  restore(options?: CallOptions): Promise<Entity<Name>>;
}

/** What an asset can do. */
export interface AssetMethods {
  /** Software found installed on it. */
  getSoftware(options?: CallOptions): Promise<Record<string, unknown>[]>;
}

type Related<Name extends 'sites' | 'users' | 'contracts' | 'assets' | 'tickets'> = (
  query?: Query,
  options?: CallOptions,
) => Promise<RowEntity<Name>[]>;

/** What a client can do. */
export interface ClientMethods {
  readonly getSites: Related<'sites'>;
  readonly getUsers: Related<'users'>;
  readonly getContracts: Related<'contracts'>;
  readonly getAssets: Related<'assets'>;
  readonly getTickets: Related<'tickets'>;
}

/** What a user can do. */
export interface UserMethods {
  /** Gives the user a role beside those it has. */
  addRole(roleId: number, options?: CallOptions): Promise<Entity<'users'>>;
}

/** What an article can do. */
export interface KbArticleMethods {
  /** Says whether it helped. */
  vote(helpful: boolean, options?: CallOptions): Promise<void>;
}

/** What a report can do. */
export interface ReportMethods {
  /** Runs it; parameters beside dates and client are filters on its columns. */
  run<Row extends object = ReportRow>(params?: ReportParams, options?: RunOptions): Promise<ReportResult<Row>>;
  /** Has Halo print it. */
  generatePdf(params?: ReportParams, options?: CallOptions & { format?: 'pdf' | 'xlsx' }): Promise<ReportFile>;
  /** Makes a file of it. */
  export(format: ReportFormat, params?: ReportParams, options?: RunOptions): Promise<ReportFile>;
  /** Keeps it with these parameters among the bookmarks. */
  bookmark(params?: ReportParams, options?: CallOptions): Promise<Record<string, unknown>>;
}

/** What a ticket type can do. */
export interface TicketTypeMethods {
  /** The fields of its form, in order. */
  getFields(options?: FieldOptions): Promise<Field[]>;
}

/** Methods of records beside those that all have, by resource. */
export interface EntityMethods {
  tickets: TicketMethods<'tickets'>;
  projects: TicketMethods<'projects'>;
  opportunities: TicketMethods<'opportunities'>;
  assets: AssetMethods;
  clients: ClientMethods;
  users: UserMethods;
  kbArticles: KbArticleMethods;
  reports: ReportMethods;
  ticketTypes: TicketTypeMethods;
}
