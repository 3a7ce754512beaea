import type { ClientContext } from '../core/context.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';
import type { Memory } from '../memory/memory.js';
import type { Resolution, ResolveOptions } from './resolution.js';

/** A name, and where it is looked up. */
export interface NameToResolve {
  readonly resource: string;
  readonly text: string;
  readonly options: ResolveOptions;
}

/** Finds the record of a resource that a name means, by its natural key or its `name`. */
export async function resolveName(
  { halo, memory }: ClientContext,
  wanted: NameToResolve,
): Promise<Resolution<WireRecord>> {
  const { text, options } = wanted;
  const resource = halo.resource(wanted.resource);
  const fields = new Set([...resource.resource.naturalKeys, 'name']);
  const rows = await candidates(resource, text, options, memory);
  const having = (equal: (value: string) => boolean): WireRecord[] =>
    rows.filter((row) =>
      [...fields].some((field) => typeof row[field] === 'string' && equal(row[field])),
    );
  const exact = having((value) => value === text);
  if (exact.length > 0) return outcome('exact', exact);
  const folded = having((value) => fold(value) === fold(text));
  if (folded.length > 0) return outcome('folded', folded);
  const wordsWanted = wordsOf(text);
  return near(wordsWanted.length === 0 ? [] : having((value) => hasWords(value, wordsWanted)));
}

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

function hasWords(value: string, wanted: readonly string[]): boolean {
  const words = wordsOf(value);
  return wanted.every((word) => words.includes(word));
}

/** What records mean that have a part of the name alone. */
function near(rows: readonly WireRecord[]): Resolution<WireRecord> {
  if (rows.length === 0) return { outcome: 'none', candidates: [] };
  return { outcome: rows.length === 1 ? 'partial' : 'ambiguous', candidates: rows };
}

/** Rows that may have the name: those that the server's search finds, or all where it has none; the latter are kept a while. */
function candidates(
  resource: ResourceVerbs,
  text: string,
  options: ResolveOptions,
  memory: Memory,
): Promise<WireRecord[]> {
  const { where = {}, ...call } = options;
  const { list, attribute } = {
    list: resource.resource.operations.list,
    attribute: resource.resource.attribute,
  };
  if (list && 'search' in list.query)
    return resource.listAll({ ...where, search: text }, call).toArray();
  return memory.recall(`list ${attribute} ${JSON.stringify(where)}`, () =>
    resource.listAll(where, call).toArray(),
  );
}

function outcome(kind: 'exact' | 'folded', rows: readonly WireRecord[]): Resolution<WireRecord> {
  const record = rows[0]!;
  if (rows.length > 1) return { outcome: 'ambiguous', candidates: rows };
  return { outcome: kind, id: record.id as number | string, record, candidates: [record] };
}

const fold = (text: string): string =>
  text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
