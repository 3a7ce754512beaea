import type { SavedAttachment } from '../attachments/attachment-methods.js';
import type { Download, DownloadOptions } from '../attachments/download.js';
import type { NewAttachment } from '../attachments/upload.js';
import type { CallInput, CallOptions } from '../core/call.js';
import type { CategoryNode } from '../fields/category-methods.js';
import type { LookupValue } from '../fields/field.js';
import type { ReportResult, ReportRow } from '../reports/report-result.js';
import type { RunOptions } from '../reports/report-types.js';
import type { Entity, RowEntity } from './entities.js';
import type { ResourceName } from './names.js';

interface Me<Name extends ResourceName> {
  /** The record behind the token. */
  me(input?: CallInput): Promise<Entity<Name>>;
  /** The same as `me`. */
  getMe(input?: CallInput): Promise<Entity<Name>>;
}

/** What resources can do beside their operations, by resource. */
export interface ResourceMethods {
  agents: Me<'agents'>;
  users: Me<'users'>;
  clients: Me<'clients'>;
  assets: {
    /** The inventory number that the next asset should have. */
    getNextTag(options?: CallOptions): Promise<string>;
  };
  categories: {
    /** All categories by type, 1 to 4, from one request. */
    getAllTypes(options?: CallOptions): Promise<Record<1 | 2 | 3 | 4, RowEntity<'categories'>[]>>;
    /** The categories of one type. */
    getByType(type: 1 | 2 | 3 | 4, options?: CallOptions): Promise<RowEntity<'categories'>[]>;
    /** The categories of one type as a tree of their `A>B>C` values. */
    tree(type: 1 | 2 | 3 | 4, options?: CallOptions): Promise<CategoryNode[]>;
  };
  lookups: {
    /** The values of a kind of lookup, by its number or a name such as `impact`. */
    values(kind: number | string, options?: CallOptions): Promise<LookupValue[]>;
  };
  reports: {
    /** Runs one SELECT without storing a report. */
    query<Row extends object = ReportRow>(sql: string, options?: RunOptions): Promise<ReportResult<Row>>;
    /** The rows of a published report. */
    published<Row extends object = ReportRow>(publishedId: string, options?: RunOptions): Promise<ReportResult<Row>>;
  };
  attachments: {
    /** Puts a file in Halo, the way its kind and size ask for. */
    put(file: NewAttachment, options?: CallOptions): Promise<Entity<'attachments'>>;
    /** Opens an attachment for reading. */
    download(id: number, options?: DownloadOptions): Promise<Download>;
    /** Writes all files of a ticket into a folder of this computer. */
    downloadAll(ticket: number | { readonly id: number }, folder: string, options?: CallOptions): Promise<SavedAttachment[]>;
  };
}
