import type { CallInput } from '../core/call.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';
import { HaloServerError } from '../errors/api-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { HaloReportError } from '../errors/report-error.js';
import { HaloTimeoutError } from '../errors/transport-errors.js';
import { ReportResult, type ReportRow } from './report-result.js';
import type { RunOptions } from './report-types.js';

/** Rows at which Halo ends a report without a word (behaviour: reports.cap-50000). */
const mostRows = 50_000;

/** Sends a request that makes Halo compute, once: what took a minute and failed would take another (behaviour: reports.gateway-60s). */
export async function callOnce(
  verbs: ResourceVerbs,
  verb: string,
  input: CallInput,
): Promise<WireRecord> {
  try {
    const answer = await verbs.call(verb, { ...input, safety: 'unsafe', reads: true });
    return ((Array.isArray(answer) ? answer.at(-1) : answer) ?? {}) as WireRecord;
  } catch (error) {
    // A report writes nothing, so a lost answer leaves no doubt about any record.
    const cause = error instanceof HaloAmbiguousWriteError && error.cause ? error.cause : error;
    const slow =
      cause instanceof HaloTimeoutError ||
      (cause instanceof HaloServerError && cause.status === 504);
    if (!slow) throw cause;
    throw new HaloReportError('the report took too long', undefined, {
      cause,
      nextStep:
        'Halo ends a report after about a minute: narrow it by a period, a client or TOP. Nothing was changed.',
    });
  }
}

/** The rows of an answer that holds a run report. */
export function resultOf<Row extends object>(
  answer: WireRecord,
  what: string,
  options: RunOptions,
): ReportResult<Row> {
  const report = (answer.report ?? {}) as { load_error?: unknown; rows?: unknown };
  if (typeof report.load_error === 'string' && report.load_error !== '') {
    throw new HaloReportError(`${what} failed: ${report.load_error}`, report.load_error, {
      nextStep:
        'Correct the SQL of the report; the message is that of the database. Nothing was changed.',
    });
  }
  const rows = [report.rows, answer.rows].find(Array.isArray) as ReportRow[] | undefined;
  if (!rows && (answer.report as { loaded?: unknown } | undefined)?.loaded !== true) {
    throw new HaloReportError(`${what} was not run: the answer holds no rows`, undefined, {
      nextStep:
        'Check that the application has the scope edit:reporting and its agent may see reports.',
    });
  }
  return limited<Row>(rows ?? [], what, options);
}

/** Rows up to the limit; an error where Halo cut them and the caller does not allow that. */
export function limited<Row extends object>(
  rows: readonly ReportRow[],
  what: string,
  options: RunOptions,
): ReportResult<Row> {
  const { limit = Number.POSITIVE_INFINITY, allowTruncated = false } = options;
  if (rows.some((row) => typeof row !== 'object' || row === null || Array.isArray(row))) {
    throw new HaloReportError(`${what} answered with rows that are none`, undefined, {
      nextStep: 'Run it in Halo and compare; nothing was changed.',
    });
  }
  const cut = rows.length >= mostRows && limit > mostRows;
  if (cut && !allowTruncated) {
    throw new HaloReportError(
      `${what} gave ${rows.length} rows, where Halo cuts a report without a word`,
      undefined,
      {
        nextStep:
          'Narrow it by a period or a client and run it in parts, or pass allowTruncated: true to take these rows.',
      },
    );
  }
  return new ReportResult<Row>(rows.slice(0, limit) as Row[], cut);
}
