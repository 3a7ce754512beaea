import { formatHaloDate, parseHaloDate } from 'halopsa-ground';
import { isEmptyMoment } from './write/same-moment.js';

/**
 * The date in a field of a record, such as `ticket.dateoccurred`.
 *
 * Halo writes UTC, mostly without saying so, where `new Date(text)` would read the time of the computer's own zone. Undefined for a
 * field that holds nothing, for one of Halo's three dates that stand for none (behaviour-2026-11 N0.3), and for what is not a date.
 *
 * @example
 * const opened = haloDate('2026-11-29T08:30:00');
 * console.log(opened?.toISOString()); // 2026-11-29T08:30:00.000Z
 */
export function haloDate(text: string | null | undefined): Date | undefined {
  const ms = text == null || isEmptyMoment(text) ? undefined : parseHaloDate(text);
  return ms === undefined ? undefined : new Date(ms);
}

/**
 * A date as Halo writes it, for comparing with what its records hold: `2026-11-29T08:30:00`, in UTC. Fields and filters of the client
 * take a `Date` as it is. Throws a `RangeError` for an invalid date, as `toISOString` does.
 */
export const toHalo = (date: Date): string => formatHaloDate(date.getTime());
