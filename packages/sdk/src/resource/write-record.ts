import type { Operation, Resource } from 'halopsa-catalogue';
import { demandArguments } from '../codec/arguments.js';
import { recordIdKind } from '../codec/asked-record.js';
import { demandBody } from '../codec/body.js';
import { checkId } from '../codec/path.js';
import type { Query } from '../codec/query.js';
import { readRecord } from '../codec/rows.js';
import type { CallInput, CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type {
  BatchCreateOptions,
  BatchUpdateOptions,
  WireRecord,
  WriteOptions,
} from '../core/records.js';
import { joinCustomFields } from '../custom-fields/join-custom-fields.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { wireNames, withIds } from '../names/with-ids.js';
import { createOnce } from '../write/create-once.js';
import { severalFound } from '../write/ensure.js';
import { provedBack, warnedBack } from '../write/read-written.js';
import { changeSafety } from '../write/renewed.js';
import { writeBatches } from './batch.js';
import { findMatches, matchOf } from './find-matches.js';
import { idParam } from './get-record.js';
import { operationOf } from './operation-of.js';

/** Makes a record; once even where its answer is lost, if `matchBy` names the fields to look it up by. */
export async function createRecord(
  context: Context,
  given: WireRecord,
  options: WriteOptions,
): Promise<WireRecord> {
  const operation = operationOf(context.resource, 'upsert', 'create');
  refuseId(context.resource, given);
  const record = await oneWithIds(context, operation, given, options);
  demandBody(operation, context.resource, [record]);
  const { matchBy, readBack, mergeCustomFields: _, ...call } = options;
  const create = (): Promise<WireRecord> =>
    send(context, operation, record, { ...call, readBack, safety: 'unsafe' });
  if (!matchBy) return create();
  const { clock } = context;
  const fields = await wireNames(context, matchBy);
  return createOnce({ context, record, matchBy: fields, options: call, create, clock });
}

/** Changes the fields given of the record with this id. */
export async function updateRecord(
  context: Context,
  given: WireRecord,
  options: WriteOptions,
): Promise<WireRecord> {
  const operation = operationOf(context.resource, 'upsert', 'update');
  demandId(context.resource, given);
  const patch = await oneWithIds(context, operation, given, options);
  demandBody(operation, context.resource, [patch]);
  const { matchBy: _, mergeCustomFields, ...call } = options;
  return send(context, operation, await joined(context, patch, options), {
    ...call,
    safety: changeSafety(operation, context.resource),
  });
}

/** Changes the record if it has an id, or if `matchBy` finds one; makes it if not. */
export async function upsertRecord(
  context: Context,
  given: WireRecord,
  options: WriteOptions,
): Promise<WireRecord> {
  if (given.id !== undefined) return updateRecord(context, given, options);
  if (!options.matchBy) return createRecord(context, given, options);
  const operation = operationOf(context.resource, 'upsert');
  const record = await oneWithIds(context, operation, given, options);
  demandBody(operation, context.resource, [record]);
  const match = matchOf(context, record, await wireNames(context, options.matchBy));
  const [found, ...others] = await findMatches(context, match, options);
  if (found && others.length > 0) throw severalFound(context, match, [found, ...others]);
  return found
    ? updateRecord(context, { ...record, id: found.id }, options)
    : createRecord(context, record, options);
}

/** Deletes a record and gives what Halo answers: the record, or at least its id. */
export async function deleteRecord(
  context: Context,
  id: number | string,
  { query, ...options }: CallOptions & { query: Query },
): Promise<WireRecord> {
  const operation = operationOf(context.resource, 'delete');
  const { value } = await context.caller.call(operation, {
    ...options,
    query,
    resource: context.resource,
    params: idParam(context, operation, id),
  });
  return (value === undefined ? undefined : readRecord(context.resource, value)) ?? { id };
}

/** Makes many records, some hundred to a request; N results for N records, in order. */
export async function createRecords(
  context: Context,
  given: readonly WireRecord[],
  { readBack, ...options }: BatchCreateOptions,
): Promise<WireRecord[]> {
  const operation = operationOf(context.resource, 'upsert', 'batchCreate');
  for (const [index, record] of given.entries()) refuseId(context.resource, record, index);
  const records = await withIds(context, operation, given, options);
  demandBody(operation, context.resource, records);
  const readsBack = readBack !== undefined;
  const made = await writeBatches({ context, operation, readsBack }, records, options);
  if (!readsBack) return made;
  for (const [at, written] of made.entries())
    await warnedBack(context, { operation, record: records[at]!, written }, options);
  return made;
}

/** Changes many records, some hundred to a request; N results for N records, in order. */
export async function updateRecords(
  context: Context,
  given: readonly WireRecord[],
  options: BatchUpdateOptions,
): Promise<WireRecord[]> {
  const operation = operationOf(context.resource, 'upsert', 'batchUpdate');
  for (const [index, patch] of given.entries()) demandId(context.resource, patch, index);
  const patches = await withIds(context, operation, given, options);
  demandBody(operation, context.resource, patches);
  const { mergeCustomFields, ...batch } = options;
  const all: WireRecord[] = [];
  for (const patch of patches) all.push(await joined(context, patch, options));
  return writeBatches(
    { context, operation, readBack: (id) => context.verbs.get(id, {}, { signal: options.signal }) },
    all,
    batch,
  );
}

/** One record with ids in place of the names in it. */
const oneWithIds = async (
  context: Context,
  operation: Operation,
  record: WireRecord,
  options: CallOptions,
): Promise<WireRecord> => (await withIds(context, operation, [record], options))[0] ?? record;

async function send(
  context: Context,
  operation: Operation,
  record: WireRecord,
  { readBack = false, ...options }: CallInput & Pick<WriteOptions, 'readBack'>,
): Promise<WireRecord> {
  const body = operation.body === 'array' || operation.body === 'none' ? [record] : record;
  const { value } = await context.caller.call(operation, {
    ...options,
    body,
    resource: context.resource,
    readsBack: readBack !== false,
  });
  // An answer without a record was refused.
  const written = readRecord(context.resource, value) ?? {};
  const write = { operation, record, written };
  if (readBack === false) return context.adopt(written);
  return readBack === 'warn'
    ? warnedBack(context, write, options)
    : provedBack(context, write, options);
}

/** A patch whose custom fields hold those of the record besides, where a write of some might lose the others. */
async function joined(
  { verbs }: Context,
  patch: WireRecord,
  options: Pick<WriteOptions, 'mergeCustomFields'> & CallOptions,
): Promise<WireRecord> {
  if (!Array.isArray(patch.customfields) || options.mergeCustomFields === false) return patch;
  demandArguments(`${verbs.resource.attribute}.update customfields`, 'records', [
    patch.customfields,
  ]);
  return joinCustomFields(verbs, patch, options);
}

function refuseId({ attribute }: Resource, record: WireRecord, index?: number): void {
  if (record.id === undefined || record.id === null) return;
  throw new HaloUsageError(
    `${attribute}.create${at(index)}: the record has an id (${String(record.id)}), so Halo would change that record`,
    'Use update to change it, or leave the id out. Nothing was sent.',
  );
}

function demandId(resource: Resource, patch: WireRecord, index?: number): void {
  const { attribute } = resource;
  if (patch.id === undefined) {
    throw new HaloUsageError(
      `${attribute}.update${at(index)}: the record has no id, so Halo would make a new one`,
      'Give the id, or use create. Nothing was sent.',
    );
  }
  checkId(patch.id, recordIdKind(resource), `${attribute}.update${at(index)}`);
}

const at = (index: number | undefined): string =>
  index === undefined ? '' : ` record ${index + 1}`;
