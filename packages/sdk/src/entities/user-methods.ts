import type { CallOptions } from '../call.js';
import type { WireRecord } from '../resource/resource-client.js';
import type { MethodContext } from './method-context.js';
import { replaceWith } from './replace-with.js';

/** Gives the user a role beside those it has (behaviour: users.add-roles). */
export async function addRole({ resource }: MethodContext, user: WireRecord, roleId: number, options?: CallOptions): Promise<WireRecord> {
  return replaceWith(user, await resource.update({ id: user.id, add_roles: [{ id: roleId }] }, options));
}
