import type { BodyShape, IdKind, PagingStyle, Safety } from './model.js';

/** One operation as the route table holds it: verb, method, path after the resource's, safety, query indexes, path parameters, body, body type, flags (1 legacy, 2 partial). */
export type CompactOperation = [
  verb: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  safety: Safety,
  query?: number[],
  params?: Record<string, string> | 0,
  body?: BodyShape,
  bodyType?: string | 0,
  flags?: number,
];

/** One resource as the route table holds it; the list shape is its key, 0 for a bare array, 1 for an object, null for no list; cursor paging is its parameter and field, another with rows of its own is its style and those. */
export type CompactResource = [
  attribute: string,
  path: string,
  singular: string,
  title: string,
  schema: string | 0,
  row: string | 0,
  idKind: IdKind,
  list: string | 0 | 1 | null,
  paging: PagingStyle | 0 | [parameter: string, field: string] | [style: PagingStyle, rows: number],
  needs: Partial<Record<'list' | 'get' | 'delete', string[]>> | 0,
  naturalKeys: string[] | 0,
  legacy: 0 | 1,
  read: string,
  write: string,
  key: string[] | 0,
  operations: CompactOperation[],
];
