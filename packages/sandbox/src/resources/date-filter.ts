import { parseHaloDate } from 'halopsa-ground';
import type { Query } from '../http/query.js';
import type { Test } from '../store/port.js';

/** The test of `datesearch` (a field's name) with `startdate` and `enddate`, both included. */
export function datePredicate(query: Query): Test | undefined {
  const field = query.text('datesearch');
  if (field === undefined) return undefined;
  return betweenDates(
    FIELD_ALIASES.get(field.toLowerCase()) ?? field,
    query.text('startdate'),
    query.text('enddate'),
  );
}

/** The server's own names for two dates of a ticket, which differ from the fields'. */
const FIELD_ALIASES: ReadonlyMap<string, string> = new Map([
  ['dateoccured', 'dateoccurred'],
  ['datecleared', 'dateclosed'],
]);

/** The test that a field's date lies between two moments; a bound without a time of day means the whole day. */
export function betweenDates(
  field: string,
  start: string | undefined,
  end: string | undefined,
): Test | undefined {
  const from = start === undefined ? undefined : parseHaloDate(start);
  const to =
    end === undefined
      ? undefined
      : parseHaloDate(/^\d{4}-\d\d-\d\d$/.test(end) ? `${end}T23:59:59.999` : end);
  if (from === undefined && to === undefined) return undefined;
  return (record) => {
    const value = record[field];
    const moment = typeof value === 'string' ? parseHaloDate(value) : undefined;
    return (
      moment !== undefined &&
      (from === undefined || moment >= from) &&
      (to === undefined || moment <= to)
    );
  };
}
