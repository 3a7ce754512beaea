import type { CallOptions } from '../call.js';
import { listAll } from './list.js';
import type { ResourceContext, WireRecord } from './resource-client.js';

/** More rows than this for one search say that the text is too common to find a record by. */
const mostCandidates = 200;

/** The one record with the natural key of the record given; undefined where none or several have it, or it has no such key. */
export async function lookUp(context: ResourceContext, record: WireRecord, call: CallOptions): Promise<WireRecord | undefined> {
  const { resource } = context;
  const { list } = resource.operations;
  const keys = resource.naturalKeys;
  const text = keys.map((key) => record[key]).find((value) => typeof value === 'string');
  if (!list || !('search' in list.query) || text === undefined || keys.some((key) => isEmpty(record[key]))) return undefined;
  const matches: WireRecord[] = [];
  const { signal, headers } = call;
  for await (const row of listAll(context, list, { search: text as string }, { signal, headers, limit: mostCandidates })) {
    if (keys.every((key) => String(row[key]) === String(record[key]))) matches.push(row);
  }
  return matches.length === 1 ? matches[0] : undefined;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';
