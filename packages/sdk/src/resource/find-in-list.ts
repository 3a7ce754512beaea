import { sameId } from '../codec/asked-record.js';
import { checkId } from '../codec/path.js';
import type { Query } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';
import { HaloNotFoundError } from '../errors/api-error.js';

/** The record with this id from the list, where Halo has no route for a single one. */
export async function findInList(
  client: ResourceVerbs,
  id: number | string,
  query: Query,
  options: CallOptions,
): Promise<WireRecord> {
  const { attribute, idKind, singular } = client.resource;
  const operation = `${attribute}.get`;
  checkId(id, idKind, operation);
  for await (const row of client.listAll(query, options)) if (sameId(row.id, id)) return row;
  throw new HaloNotFoundError(`${operation}: the list holds no ${singular} with id ${id}`, {
    status: 404,
    body: undefined,
    operation,
  });
}
