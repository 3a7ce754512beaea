import type { Named } from './named-records.js';

/** What narrows a name down: the fields of its row, and the record that the row is about. */
export interface Scope {
  /** The fields that narrow it down, outermost first. */
  readonly within: readonly string[];
  /** Their values, as far as the row has them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The same as the row writes it. */
  readonly text: string;
  /** Whether one of them could not be read, so that nothing is narrowed down by it. */
  readonly isOpen: boolean;
  /** The record that the row is about, with its present values, where it is known. */
  readonly record?: Readonly<Record<string, unknown>> | undefined;
  /** What stands in the field already. */
  readonly present?: unknown;
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** Whether a record agrees with what a row says; what the list does not show agrees with everything. */
export const isWithin = (one: Named, { within, values }: Scope): boolean =>
  within.every((field, at) => {
    const [has, wanted] = [one.within[at], values[field]];
    return !isSet(wanted) || !isSet(has) || String(has) === String(wanted);
  });

/** The outermost field that narrows a name down, as the record holds it, where the row says nothing of it: 0 and -1 stand for none. */
function heldBy({
  within: [outer],
  values,
  record,
}: Scope): { readonly field: string; readonly value: unknown } | undefined {
  if (outer === undefined || !record || isSet(values[outer])) return undefined;
  const value = record[outer];
  return isSet(value) && !(Number(value) <= 0) ? { field: outer, value } : undefined;
}

/**
 * Of the records that a name may mean, those that the record of the row makes likely: the one that it refers to already, or those
 * that lie within the same, unless the name says by itself within what.
 */
export function nearRecord(found: readonly Named[], scope: Scope, key: string): readonly Named[] {
  const { record, present, within, values } = scope;
  if (!record) return found;
  const same = found.filter(({ id }) => isSet(present) && String(id) === String(present));
  if (same.length === 1 || found.every(({ path }) => path === key))
    return same.length === 1 ? same : found;
  const held = heldBy(scope);
  let meant = held
    ? found.filter((one) => !isSet(one.within[0]) || String(one.within[0]) === String(held.value))
    : found;
  // A row that moves the record elsewhere says nothing of where in there.
  const isMoved = within.some(
    (field) => isSet(values[field]) && String(values[field]) !== String(record[field]),
  );
  for (const [at, field] of within.entries()) {
    if (at === 0 || isMoved || meant.length < 2) continue;
    const near = meant.filter(
      (one) => isSet(record[field]) && String(one.within[at]) === String(record[field]),
    );
    if (near.length > 0) meant = near;
  }
  return meant;
}

/** What a name was narrowed down by: as the row writes it, or else what its record lies within. */
export function scopeText(scope: Scope): string {
  const held = scope.text === '' ? heldBy(scope) : undefined;
  if (!held) return scope.text;
  const noun = held.field.replace(/_id$/, '');
  const name = scope.record?.[`${noun}_name`];
  return typeof name === 'string' && name !== '' ? name : `${noun} ${String(held.value)}`;
}
