import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { readPages } from './list.js';

/** Fields and the values that a record must have in all of them. */
export type Match = Readonly<WireRecord>;

/** The fields named, with the values that a record has in them; refuses one that is empty, since everything empty would match. */
export function matchOf(context: Context, record: WireRecord, fields: readonly string[]): Match {
  const { attribute } = context.resource;
  if (fields.length === 0)
    throw new HaloUsageError(`${attribute}: matchBy names no field`, 'Nothing was sent.');
  const empty = fields.find(
    (field) => record[field] === undefined || record[field] === null || record[field] === '',
  );
  if (empty)
    throw new HaloUsageError(
      `${attribute}: matchBy names ${empty}, which the record leaves empty`,
      'Nothing was sent.',
    );
  return Object.fromEntries(fields.map((field) => [field, record[field]]));
}

/**
 * All rows of the list that have these values. The whole list is read, narrowed only by filters of the same name, since a
 * text search may leave out a row that is there, and a row not found is made anew.
 */
export async function findMatches(
  context: Context,
  match: Match,
  { signal, headers, lane }: CallOptions,
): Promise<WireRecord[]> {
  const { list } = context.resource.operations;
  if (!list)
    throw new HaloUsageError(
      `${context.resource.attribute} has no list to look a record up in`,
      'Nothing was sent.',
    );
  const filters = Object.fromEntries(
    Object.entries(match).filter(([field]) => field in list.query),
  ) as Record<string, string>;
  const rows: WireRecord[] = [];
  for await (const page of readPages(context, list, filters, { signal, headers, lane }))
    rows.push(...page.filter((row) => matches(row, match)));
  return rows;
}

/** Texts are compared without the blanks around them, everything else by its text. */
const matches = (row: WireRecord, match: Match): boolean =>
  Object.entries(match).every(([field, value]) => plain(row[field]) === plain(value));
const plain = (value: unknown): string => String(value ?? '').trim();
