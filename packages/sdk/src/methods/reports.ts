import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { Bodies } from '../core/methods.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { checkSql } from '../reports/check-sql.js';
import { reportBody, splitParams } from '../reports/report-body.js';
import { fileOfAnswer, fileOfRows, type ReportFile, toCsv } from '../reports/report-file.js';
import type { ReportResult, ReportRow } from '../reports/report-result.js';
import type { ReportFormat, ReportParams, RunOptions } from '../reports/report-types.js';
import { callOnce, limited, resultOf } from '../reports/run-report.js';

/** What a report can do. */
export interface ReportMethods {
  /** Runs it; parameters beside dates and client are filters on its columns. */
  run<Row extends object = ReportRow>(
    params?: ReportParams,
    options?: RunOptions,
  ): Promise<ReportResult<Row>>;
  /** Has Halo print it. */
  generatePdf(
    params?: ReportParams,
    options?: CallOptions & { format?: 'pdf' | 'xlsx' },
  ): Promise<ReportFile>;
  /** Makes a file of it: Excel made by Halo, CSV and JSON made here of its rows. */
  export(format: ReportFormat, params?: ReportParams, options?: RunOptions): Promise<ReportFile>;
  /** Keeps it with these parameters among the bookmarks of the agent behind the token. */
  bookmark(params?: ReportParams, options?: CallOptions): Promise<WireRecord>;
}

export const reportMethods: Bodies<ReportMethods> = {
  run: runReport,

  async generatePdf(context, report, params = {}, { format = 'pdf', ...options } = {}) {
    if (format === 'xlsx') return reportMethods.export(context, report, 'xlsx', params, options);
    if (format !== 'pdf')
      throw new HaloUsageError(
        `a report cannot be printed as ${String(format)}`,
        'Print it as pdf or xlsx. Nothing was sent.',
      );
    const body = reportBody(report.id, params, { _print_generate: true });
    const answer = await callOnce(context.verbs, 'createPdf', { ...options, body });
    return fileOfAnswer(context, answer, 'pdf', `${nameOf(report)}.pdf`);
  },

  async export(context, report, ...[format, params = {}, options = {}]) {
    const name = `${nameOf(report)}.${format}`;
    if (format === 'xlsx') {
      const { limit: _, allowTruncated: __, ...call } = options;
      const flags = { _xls_generate: true, _loadreportonly: true };
      const answer = await callOnce(context.verbs, 'upsert', {
        ...call,
        body: [reportBody(report.id, params, flags)],
      });
      return fileOfAnswer(context, answer, 'xls', name);
    }
    if (format !== 'csv' && format !== 'json')
      throw new HaloUsageError(
        `a report cannot be exported as ${String(format)}`,
        'Export it as xlsx, csv or json.',
      );
    const result = await runReport(context, report, params, options);
    return format === 'csv'
      ? fileOfRows(name, 'text/csv', toCsv(result))
      : fileOfRows(name, 'application/json', JSON.stringify(result.rows));
  },

  async bookmark({ verbs }, report, params = {}, options) {
    return (await verbs.call('bookmark', {
      ...options,
      body: reportBody(report.id, params),
      wantsRecord: true,
    })) as WireRecord;
  },
};

async function runReport(
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
      ? await callOnce(verbs, 'upsert', {
          ...call,
          body: [reportBody(report.id, params, { _loadreportonly: true })],
        })
      : await callOnce(verbs, 'get', {
          ...call,
          params: { id: report.id as number },
          query: { loadreport: true, includedetails: true },
          extraQuery: { ...call.extraQuery, ...named },
        });
  return resultOf(answer, nameOf(report), options);
}

const nameOf = (report: WireRecord): string =>
  typeof report.name === 'string' && report.name !== ''
    ? report.name
    : `Report ${String(report.id)}`;

/** What the reports as a whole can do. */
export interface ReportsMethods {
  /** Runs one SELECT without storing a report; takes the scope edit:reporting (behaviour: reports.ad-hoc-sql). */
  query<Row extends object = ReportRow>(
    sql: string,
    options?: RunOptions,
  ): Promise<ReportResult<Row>>;
  /** The rows of a published report, by its published id. */
  published<Row extends object = ReportRow>(
    publishedId: string,
    options?: RunOptions,
  ): Promise<ReportResult<Row>>;
}

export const reportsMethods: Bodies<ReportsMethods, ResourceVerbs> = {
  async query({ verbs }, _self, sql, options = {}) {
    const { limit: _, allowTruncated: __, ...call } = options;
    const body = [
      {
        id: 0,
        name: '',
        apiquery_id: 0,
        sql: checkSql(sql),
        _loadreportonly: true,
        _testonly: false,
      },
    ];
    return resultOf(await callOnce(verbs, 'upsert', { ...call, body }), 'the SQL', options);
  },

  async published({ halo }, _self, publishedId, options = {}) {
    const { limit: _, allowTruncated: __, ...call } = options;
    const reports = halo.resource('publishedReports');
    const answer = await reports.call('get', { ...call, params: { publishedid: publishedId } });
    const what = `published report ${publishedId}`;
    return Array.isArray(answer)
      ? limited(answer as ReportRow[], what, options)
      : resultOf((answer ?? {}) as ReportRow, what, options);
  },
};
