import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import { checkSql } from './check-sql.js';
import type { ReportResult, ReportRow } from './report-result.js';
import type { RunOptions } from './report-types.js';
import { callOnce, limited, resultOf } from './run-report.js';

/** Runs SQL without storing a report; takes the scope edit:reporting (behaviour: reports.ad-hoc-sql). */
export async function query({ verbs }: Context, _self: unknown, sql: string, options: RunOptions = {}): Promise<ReportResult> {
  const { limit: _, allowTruncated: __, ...call } = options;
  const body = [{ id: 0, name: '', apiquery_id: 0, sql: checkSql(sql), _loadreportonly: true, _testonly: false }];
  return resultOf(await callOnce(verbs, 'upsert', { ...call, body }), 'the SQL', options);
}

/** The rows of a published report, by its published id. */
export async function published({ halo }: Context, _self: unknown, publishedId: string, options: RunOptions = {}): Promise<ReportResult> {
  const { limit: _, allowTruncated: __, ...call } = options;
  const reports = halo.resource('publishedReports');
  const answer = await reports.call('get', { ...(call as CallOptions), params: { publishedid: publishedId } });
  const what = `published report ${publishedId}`;
  return Array.isArray(answer) ? limited(answer as ReportRow[], what, options) : resultOf((answer ?? {}) as ReportRow, what, options);
}
