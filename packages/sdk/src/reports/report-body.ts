import { shown } from '../codec/shown.js';
import type { WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import type { ReportParams } from './report-types.js';

/** The period that takes its days from the two dates; observed in use (behaviour: reports.saved-filters). */
const periodOfDates = 7;
/** A filter that compares a column with a text; observed in use. */
const equalsText = 2;
/** Parameters that a run of a saved report takes by name; others are filters on its columns. */
const byName = new Set([
  'client_id',
  'clientname',
  'invoice_id',
  'dashboard_id',
  'reportingperiod',
  'reportingperioddatefield',
]);

/** Parameters as Halo takes them: some by name, the others as filters. */
export interface SplitParams {
  readonly named: Readonly<Record<string, string | number | boolean>>;
  readonly filters: readonly WireRecord[];
}

/** Sorts parameters into those that Halo takes by name and filters on columns. */
export function splitParams(params: ReportParams): SplitParams {
  const { start_date: start, end_date: end, ...others } = params;
  const named: Record<string, string | number | boolean> = periodOf(start, end);
  const filters: WireRecord[] = [];
  for (const [name, value] of Object.entries(others)) {
    if (value === undefined) continue;
    if (byName.has(name)) named[name] = value instanceof Date ? asText(value) : value;
    else
      filters.push({ fieldname: name, stringruletype: equalsText, stringruletext: asText(value) });
  }
  return { named, filters };
}

/** The period of a report as Halo takes it. */
function periodOf(
  start: ReportParams['start_date'],
  end: ReportParams['end_date'],
): Record<string, string | number> {
  if (start === undefined && end === undefined) return {};
  const [first, last] = [start, end].map((day) => (day === undefined ? undefined : asText(day)));
  if (first !== undefined && last !== undefined && last < first)
    throw new HaloUsageError(
      `the report would end on ${last}, before it starts on ${first}`,
      'Exchange the two dates. Nothing was sent.',
    );
  return {
    reportingperiod: periodOfDates,
    ...(first !== undefined && { reportingperiodstartdate: first }),
    ...(last !== undefined && { reportingperiodenddate: last }),
  };
}

/** The body of a request about a saved report. */
export function reportBody(id: unknown, params: ReportParams, flags: WireRecord = {}): WireRecord {
  const { named, filters } = splitParams(params);
  return { id, ...named, ...(filters.length > 0 && { filters }), ...flags };
}

function asText(value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return value.toISOString().slice(0, 10);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new HaloUsageError(
    `a report is narrowed by texts, numbers and dates, not by ${shown(value)}`,
    'Nothing was sent.',
  );
}
