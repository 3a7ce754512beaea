import type { Operation } from 'halopsa-catalogue';
import { findResource } from 'halopsa-catalogue/lookup';
import { demandArguments } from '../codec/arguments.js';
import type { CallInput } from '../core/call.js';
import type { ClientContext } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { queryWithIds, withIds } from '../names/with-ids.js';

/** Calls an operation, with ids in place of the names in its query and its body, and gives the answer as it came. */
export async function callOperation(
  context: ClientContext,
  operation: Operation,
  input: CallInput,
): Promise<unknown> {
  demandArguments(operation.id, 'options', [input]);
  const { query, body } = input;
  const named: CallInput = {
    ...input,
    ...(query && { query: await queryWithIds(context, operation, query, input) }),
    ...(body !== undefined && { body: await bodyWithIds(context, operation, input) }),
  };
  return (await context.caller.call(operation, named)).value;
}

async function bodyWithIds(
  context: ClientContext,
  operation: Operation,
  input: CallInput,
): Promise<unknown> {
  const { body } = input;
  const resource = findResource(operation.resource);
  if (operation.verb !== 'upsert' || !resource || typeof body !== 'object' || body === null)
    return body;
  const records: readonly WireRecord[] = Array.isArray(body) ? body : [body];
  const named = await withIds({ ...context, resource }, operation, records, input);
  return Array.isArray(body) ? named : named[0];
}
