import type { Resource } from 'halopsa-catalogue';
import { unified } from 'halopsa-catalogue/names';
import type { Fields } from '../fields.js';
import type { Draft } from '../mapping/field-path.js';
import type { MatchKey } from '../matching/match-key.js';
import type { Difference } from '../matching/same-value.js';
import type { Why } from './why.js';

/** A record without some of its fields: a loop, since to spread the rest of an object costs several times as much. */
export function without(record: Draft, fields: ReadonlySet<string>): Draft {
  const rest: Draft = {};
  for (const name in record) if (!fields.has(name)) rest[name] = record[name];
  return rest;
}

const ids: ReadonlySet<string> = new Set(['id']);
export const withoutId = (record: Draft): Draft => without(record, ids);

/** Why a row whose old values cannot be read is refused. */
export const unreadable = (fields: readonly string[], { title }: Resource): Why => ({
  message: `what stands in ${fields.join(', ')} is not known, since the list of ${title.toLowerCase()} does not show it and no record can be read by itself`,
  remedy: { code: 'write-blind' },
});

/** A field of which nothing is known is sent, and nothing is said of what stood there. */
export function withUnknown(
  difference: Difference | undefined,
  wanted: Draft,
  unknown: readonly string[],
): Difference | undefined {
  if (unknown.length === 0) return difference;
  const before = Object.fromEntries(
    Object.entries(difference?.before ?? {}).filter(([field]) => !unknown.includes(field)),
  );
  return {
    set: {
      ...difference?.set,
      ...Object.fromEntries(unknown.map((field) => [field, wanted[field]])),
    },
    before,
  };
}

/** A record with the key of the one that was found, where the two differ in the kind of characters and blanks alone. */
export function withKeysAsFound(
  record: Draft,
  key: MatchKey | undefined,
  found: Fields | undefined,
): Draft {
  if (!found || !key) return record;
  const differing = key.filter(
    (field) => record[field] !== found[field] && unified(record[field]) === unified(found[field]),
  );
  return differing.length === 0
    ? record
    : { ...record, ...Object.fromEntries(differing.map((field) => [field, found[field]])) };
}
