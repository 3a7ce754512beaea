import type { Schema } from 'halopsa-catalogue/schemas';
import { demandArguments } from '../codec/arguments.js';
import { bodySchema, demandBody } from '../codec/body.js';
import { demandSendable } from '../codec/sendable.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { Ensured, EnsureInput, WireRecord } from '../core/records.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { withIds } from '../names/with-ids.js';
import { findMatches, matchOf } from '../resource/find-matches.js';
import { operationOf } from '../resource/operation-of.js';
import { isAppliedTo } from './read-back.js';

/** Makes sure that exactly one record with this key is there, with these values; safe to run again. */
export async function ensure(
  context: Context,
  given: EnsureInput,
  options: CallOptions,
): Promise<Ensured> {
  demandParts(context, given);
  const input = await partsWithIds(context, given, options);
  holdAll(context, input);
  const match = matchOf(context, input.matchBy, Object.keys(input.matchBy));
  const [found, ...others] = await findMatches(context, match, options);
  if (others.length > 0) throw severalFound(context, match, [found!, ...others]);
  if (!found) {
    const wanted = { ...input.update, ...input.create, ...input.matchBy };
    return {
      record: await context.verbs.create(wanted, { ...options, matchBy: Object.keys(match) }),
      outcome: 'created',
    };
  }
  if (!input.update) return { record: found, outcome: 'unchanged' };
  // A list row may leave out fields that the record has.
  const current = context.resource.operations.get
    ? await context.verbs.get(found.id as number | string, {}, options)
    : found;
  if (isAppliedTo(input.update, current, schemaOf(context)))
    return { record: current, outcome: 'unchanged' };
  return {
    record: await context.verbs.update({ ...input.update, id: found.id }, options),
    outcome: 'updated',
  };
}

const schemaOf = ({ resource }: Context): Schema | undefined =>
  bodySchema(operationOf(resource, 'upsert'), resource);

const partNames = ['matchBy', 'create', 'update'];

/** Refuses what is no record, and what cannot be sent. */
function demandParts({ resource }: Context, { matchBy, create, update }: EnsureInput): void {
  const parts = [matchBy, create ?? {}, update ?? {}];
  for (const [at, part] of parts.entries()) {
    const what = `${resource.attribute}.ensure ${partNames[at]}`;
    demandArguments(what, 'record', [part]);
    demandSendable(what, part);
  }
}

/** The same with ids in place of the names in it. */
async function partsWithIds(
  context: Context,
  { matchBy, create, update }: EnsureInput,
  options: CallOptions,
): Promise<EnsureInput> {
  const operation = operationOf(context.resource, 'upsert', 'ensure');
  const parts = [matchBy, create ?? {}, update ?? {}];
  const [key = matchBy, made, changed] = await withIds(context, operation, parts, options);
  return { matchBy: key, create: create && made, update: update && changed };
}

/** What might be written is held against the catalogue before anything is looked up. */
function holdAll({ resource }: Context, { matchBy, create, update }: EnsureInput): void {
  const operation = operationOf(resource, 'upsert', 'ensure');
  demandBody(operation, resource, [{ ...update, ...create, ...matchBy }]);
}

/** The error for a key that names several records. */
export function severalFound(
  context: Context,
  match: Readonly<WireRecord>,
  found: readonly WireRecord[],
): HaloAmbiguousWriteError {
  const { attribute, title } = context.resource;
  const ids = found.map(({ id }) => String(id)).join(', ');
  const key = Object.entries(match).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  return new HaloAmbiguousWriteError(
    `${attribute}.upsert`,
    `${found.length} ${title.toLowerCase()} have ${key.join(' and ')}: ids ${ids}`,
    {},
    {
      nextStep: 'Name more fields in matchBy, or give the id. Nothing was sent.',
    },
  );
}
