import type { Json } from 'halopsa-catalogue/types';
import type { Query } from '../http/query.js';
import { parseDate, type SqlValue } from '../sql/value.js';
import type { HaloRecord, HaloValue } from '../store/port.js';

/** A column that has to hold a value, or one of several. */
export interface ReportFilter {
  readonly column: string;
  readonly values: readonly (string | number)[];
  /** True where the column must hold none of them. */
  readonly excludes: boolean;
}

/** What a report is run with: its SQL, and what narrows it. */
export interface ReportRequest {
  readonly sql: string;
  readonly start: Date | undefined;
  readonly end: Date | undefined;
  /** The column of the result that the period is about. */
  readonly dateColumn: string | undefined;
  readonly clientId: number;
  readonly filters: readonly ReportFilter[];
}

const FIRST_DAY = Date.UTC(1900, 0, 1);
const LAST_DAY = Date.UTC(9999, 11, 31);
const DAY = 86_400_000;

/** Reads what a run asks for from a report: the stored one joined with what was sent. */
export function readReportRequest(report: HaloRecord): ReportRequest {
  return {
    sql: text(report.sql) ?? '',
    start: moment(report.reportingperiodstartdate, false),
    end: moment(report.reportingperiodenddate, true),
    dateColumn: text(report.reportingperioddatefield),
    clientId: Number(report.client_id ?? 0) || 0,
    filters: Array.isArray(report.filters)
      ? (report.filters as HaloRecord[]).flatMap(readFilter)
      : [],
  };
}

/** The narrowing that the query of a GET asks for, as the fields of a report. */
export function narrowingOf(query: Query): HaloRecord {
  const asked = {
    reportingperiodstartdate: query.text('reportingperiodstartdate'),
    reportingperiodenddate: query.text('reportingperiodenddate'),
    reportingperioddatefield: query.text('reportingperioddatefield'),
    client_id: query.int('client_id'),
    filters: filtersOf(query.text('filters')),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** Filters are JSON in the query; anything else is ignored. */
function filtersOf(text: string | undefined): HaloValue[] | undefined {
  if (text === undefined) return undefined;
  try {
    const filters: Json = JSON.parse(text);
    return Array.isArray(filters)
      ? filters.filter((filter) => typeof filter === 'object' && filter !== null)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The values of the names that a report's SQL may use; without a period they span all time. */
export const variablesOf = ({ start, end, clientId }: ReportRequest): Record<string, SqlValue> => ({
  '@startdate': start ?? new Date(FIRST_DAY),
  '@enddate': end ?? new Date(LAST_DAY),
  $clientid: clientId,
});

function readFilter(filter: HaloRecord): ReportFilter[] {
  const column = text(filter.fieldname);
  if (column === undefined) return [];
  const listed = Array.isArray(filter.stringrulevalues)
    ? (filter.stringrulevalues as HaloValue[])
    : [];
  const excludes = Number(filter.stringruletype ?? 0) === 1;
  const values = listed.map(valueText);
  if (values.length > 0) return [{ column, values, excludes }];
  if (typeof filter.stringruletext === 'string')
    return [{ column, values: [filter.stringruletext], excludes }];
  return typeof filter.numericvalue === 'number'
    ? [{ column, values: [filter.numericvalue], excludes }]
    : [];
}

function valueText(value: HaloValue): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const { id, name } = value as HaloRecord;
  return String(name ?? id ?? '');
}

/** A moment of the period; a last day without a time of day is meant to its end. */
function moment(value: HaloValue, last: boolean): Date | undefined {
  const date = typeof value === 'string' ? parseDate(value) : undefined;
  if (!date || !last || date.getTime() % DAY !== 0) return date;
  return new Date(date.getTime() + DAY - 1);
}

const text = (value: HaloValue): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
