import { lookupKinds } from 'halopsa-catalogue/references';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import { HaloUsageError } from '../errors/usage-error.js';
import type { LookupValue } from './field.js';

/** The values of a kind of lookup, by its number or by one of the names known; kept for a while. */
export async function lookupValues(
  context: Context,
  kind: number | string,
  options?: CallOptions,
): Promise<LookupValue[]> {
  const lookupid = typeof kind === 'number' ? kind : lookupKinds.get(kind);
  if (lookupid === undefined) {
    throw new HaloUsageError(
      `unknown kind of lookup ${kind}`,
      `Use its number, or one of ${[...lookupKinds.keys()].join(', ')}. Nothing was sent.`,
    );
  }
  const rows = await context.memory.recall(`lookups ${lookupid}`, () =>
    context.halo.resource('lookups').listAll({ lookupid }, options).toArray(),
  );
  return rows.map(({ id, name }) => ({ id: id as number, label: String(name ?? '') }));
}
