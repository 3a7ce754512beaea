import type { Input, ResourceTypes } from 'halopsa-catalogue/types';
import type { FileSource } from '../attachments/file-source.js';
import type { CallOptions } from '../call.js';
import type { Query } from '../codec/query.js';
import type { Field, FieldOptions } from '../fields/field.js';
import type { ReportFile } from '../reports/report-file.js';
import type { ReportResult, ReportRow } from '../reports/report-result.js';
import type { ReportFormat, ReportParams, RunOptions } from '../reports/report-types.js';
import type { Entity, RowEntity } from '../types.js';

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
