import type { CallInput } from '../call.js';
import type { WireRecord } from '../resource/resource-client.js';
import { createAdopt } from './entity.js';
import type { MethodContext } from './method-context.js';

/** The record behind the token. */
export async function me(context: MethodContext, _self: unknown, input?: CallInput): Promise<WireRecord> {
  return createAdopt(context, context.resource.resource.attribute)((await context.resource.call('me', input)) as WireRecord);
}

export { me as getMe };
