import type { CallInput } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';

/** The record behind the token. */
export async function me({ verbs, adopt }: Context, _self: unknown, input?: CallInput): Promise<WireRecord> {
  return adopt((await verbs.call('me', input)) as WireRecord);
}

export { me as getMe };
