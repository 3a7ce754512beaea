import type { NameKey, Scope } from 'halopsa-catalogue/names';
import type { Fields } from '../codec/json-value.js';

/** What is known where a name stands. */
interface Surroundings {
  /** What is sent, with ids. */
  readonly values: Fields;
  /** The same as it was given, with names. */
  readonly given: Fields;
  /** The record that is changed, where it was read. */
  readonly record?: Fields | undefined;
}

/** What narrows a name down: for a site its client, given beside it or held by the record that is changed. */
export function scopeOf(
  { field, reference: { within = [] } }: NameKey,
  { values, given, record }: Surroundings,
): Scope | undefined {
  if (within.length === 0) return undefined;
  const words = within.flatMap((outer) => {
    const noun = outer.replace(/_id$/, '');
    const value = given[noun] ?? given[outer];
    return value === undefined || value === null ? [] : [`${noun} ${String(value)}`];
  });
  return {
    within,
    values,
    text: words.join(', '),
    isOpen: false,
    record,
    present: record?.[field],
  };
}
