import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { reportBody, splitParams } from './report-body.js';
import { fileOfAnswer, fileOfRows, type ReportFile, toCsv } from './report-file.js';
import type { ReportResult } from './report-result.js';
import type { ReportFormat, ReportParams, RunOptions } from './report-types.js';
import { callOnce, resultOf } from './run-report.js';

/** Runs the saved report. */
export async function run(
  { verbs }: Context,
  report: WireRecord,
  params: ReportParams = {},
  options: RunOptions = {},
): Promise<ReportResult> {
  const { limit: _, allowTruncated: __, ...call } = options;
  const { named, filters } = splitParams(params);
  // Only a post takes filters; a plain run needs no more than the scope for reading.
  const answer =
    filters.length > 0
      ? await callOnce(verbs, 'upsert', { ...call, body: [reportBody(report.id, params, { _loadreportonly: true })] })
      : await callOnce(verbs, 'get', {
          ...call,
          params: { id: report.id as number },
          query: { loadreport: true, includedetails: true },
          extraQuery: { ...call.extraQuery, ...named },
        });
  return resultOf(answer, nameOf(report), options);
}

/** Has Halo print the report. */
export async function generatePdf(
  context: Context,
  report: WireRecord,
  ...input: [params?: ReportParams, options?: CallOptions & { format?: 'pdf' | 'xlsx' }]
): Promise<ReportFile> {
  const [params = {}, { format = 'pdf', ...options } = {}] = input;
  if (format === 'xlsx') return exportAs(context, report, 'xlsx', params, options);
  if (format !== 'pdf')
    throw new HaloUsageError(`a report cannot be printed as ${String(format)}`, 'Print it as pdf or xlsx. Nothing was sent.');
  const answer = await callOnce(context.verbs, 'createPdf', {
    ...options,
    body: reportBody(report.id, params, { _print_generate: true }),
  });
  return fileOfAnswer(context, answer, 'pdf', `${nameOf(report)}.pdf`);
}

/** The report as a file: Excel made by Halo, CSV and JSON made here of its rows. */
async function exportAs(
  context: Context,
  report: WireRecord,
  ...input: [format: ReportFormat, params?: ReportParams, options?: RunOptions]
): Promise<ReportFile> {
  const [format, params = {}, options = {}] = input;
  const name = `${nameOf(report)}.${format}`;
  if (format === 'xlsx') {
    const { limit: _, allowTruncated: __, ...call } = options;
    const flags = { _xls_generate: true, _loadreportonly: true };
    const answer = await callOnce(context.verbs, 'upsert', { ...call, body: [reportBody(report.id, params, flags)] });
    return fileOfAnswer(context, answer, 'xls', name);
  }
  if (format !== 'csv' && format !== 'json')
    throw new HaloUsageError(`a report cannot be exported as ${String(format)}`, 'Export it as xlsx, csv or json.');
  const result = await run(context, report, params, options);
  return format === 'csv' ? fileOfRows(name, 'text/csv', toCsv(result)) : fileOfRows(name, 'application/json', JSON.stringify(result.rows));
}

/** Keeps the report with these parameters among the bookmarks of the agent behind the token. */
export async function bookmark(
  { verbs }: Context,
  report: WireRecord,
  params: ReportParams = {},
  options?: CallOptions,
): Promise<WireRecord> {
  return (await verbs.call('bookmark', { ...options, body: reportBody(report.id, params) })) as WireRecord;
}

const nameOf = (report: WireRecord): string =>
  typeof report.name === 'string' && report.name !== '' ? report.name : `Report ${String(report.id)}`;

export { exportAs as export };
