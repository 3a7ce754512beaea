import type { Operation } from 'halopsa-catalogue';
import { sameId } from '../codec/asked-record.js';
import { isPlainObject } from '../codec/json-value.js';
import { checkId } from '../codec/path.js';
import type { Query } from '../codec/query.js';
import { readRecord } from '../codec/rows.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloAPIError } from '../errors/api-error.js';
import { findInList } from './find-in-list.js';
import { operationOf } from './operation-of.js';

/** Reads one record by its id; where Halo has no route for that, finds it in the list. */
export async function getRecord(
  context: Context,
  id: number | string,
  { query, ...options }: CallOptions & { query: Query },
): Promise<WireRecord> {
  const { resource, caller } = context;
  const operation = resource.operations.get;
  if (!operation) {
    if (!resource.operations.upsert || resource.list?.kind === 'object')
      operationOf(resource, 'get');
    return findInList(context.verbs, id, query, options);
  }
  const { value } = await caller.call(operation, {
    ...options,
    query,
    params: idParam(context, operation, id),
  });
  const asked = Array.isArray(value)
    ? value.find((row) => isPlainObject(row) && sameId(row.id, id))
    : undefined;
  const record = (asked as WireRecord | undefined) ?? readRecord(resource, value);
  // A file answers with its bytes; what its headers tell stands for its record.
  if (record)
    return context.adopt(
      'id' in record || !('content_type' in record) ? record : { id, ...record },
    );
  throw new HaloAPIError('halo/broken-answer', `${operation.id} answered without a record`, {
    status: 200,
    body: undefined,
    operation: operation.id,
  });
}

/** The path parameter that an id fills. */
export function idParam(
  { resource }: Context,
  operation: Operation,
  id: number | string,
): Record<string, number | string> {
  checkId(id, resource.idKind, operation.id);
  return { [Object.keys(operation.params)[0] ?? 'id']: id };
}
