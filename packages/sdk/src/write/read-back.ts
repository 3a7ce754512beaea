import { HaloUnappliedWriteError, type UnappliedField } from '../errors/list-and-write-errors.js';

type Fields = Readonly<Record<string, unknown>>;

/** Holds what was sent against what was read back; throws HaloUnappliedWriteError for the fields that differ. */
export function proveApplied(operation: string, sent: Fields, found: Fields): void {
  const fields: Record<string, UnappliedField> = {};
  for (const [name, value] of Object.entries(sent)) {
    // Names with an underscore steer the write and are no state of the record.
    if (name.startsWith('_') || value === undefined || isApplied(value, found[name])) continue;
    fields[name] = { sent: value, found: found[name] };
  }
  if (Object.keys(fields).length > 0) throw new HaloUnappliedWriteError(operation, found, fields);
}

/** Whether a record has all of these values. */
export const isAppliedTo = (sent: Fields, found: Fields): boolean =>
  Object.entries(sent).every(([name, value]) => isApplied(value, found[name]));

/** Halo leaves null out of its answers, sends numbers as texts and texts as numbers, and dates without their zone. */
function isApplied(sent: unknown, found: unknown): boolean {
  if (isEmpty(sent)) return isEmpty(found);
  if (Array.isArray(sent)) return Array.isArray(found) && sent.every((item) => found.some((other) => isApplied(item, other)));
  if (typeof sent === 'object' && !(sent instanceof Date)) {
    if (typeof found !== 'object' || found === null) return false;
    return Object.entries(sent as Fields).every(([name, value]) => value === undefined || isApplied(value, (found as Fields)[name]));
  }
  if (typeof sent === 'boolean') return sent === (found === true || found === 1 || found === 'true');
  return plain(sent) === plain(found) || sameMoment(sent, found);
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';
const plain = (value: unknown): string => String(value).trim();

const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function sameMoment(sent: unknown, found: unknown): boolean {
  if (!(sent instanceof Date || (typeof sent === 'string' && isoDate.test(sent))) || typeof found !== 'string') return false;
  return momentOf(sent) === momentOf(found);
}

/** A time without a zone is UTC (behaviour.md 9). */
function momentOf(value: string | Date): number {
  if (value instanceof Date) return value.getTime();
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
}
