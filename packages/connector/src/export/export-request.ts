import type { ActionRegistry } from '../registry.js';

/** What an export is made from. */
export interface ExportRequest {
  readonly registry: ActionRegistry;
  readonly version: string;
  /** The curated actions alone, where the target has room for all operations. */
  readonly curatedOnly?: boolean;
  /** Where the REST service is reached, for targets that call it. */
  readonly url: string;
}
