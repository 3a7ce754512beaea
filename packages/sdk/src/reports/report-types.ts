import type { CallOptions } from '../core/call.js';

/** What narrows a report: its period, its client, and filters by the names of its columns. */
export interface ReportParams {
  /** First day, `YYYY-MM-DD` or a Date. */
  start_date?: string | Date | undefined;
  /** Last day. */
  end_date?: string | Date | undefined;
  /** Halo's number of a period, in place of dates. */
  reportingperiod?: number | undefined;
  client_id?: number | undefined;
  [column: string]: string | number | boolean | Date | undefined;
}

/** How a report is run. */
export interface RunOptions extends CallOptions {
  /** Rows wanted at the most. */
  limit?: number | undefined;
  /** True takes what there is where Halo cuts the rows at 50,000, which it does without a word; otherwise that is an error. */
  allowTruncated?: boolean | undefined;
}

/** Kinds of file that a report can become. */
export type ReportFormat = 'xlsx' | 'csv' | 'json';
