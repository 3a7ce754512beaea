import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { replaceWith } from './replace-with.js';

/** Gives the user a role beside those it has (behaviour: users.add-roles). */
export async function addRole({ verbs }: Context, user: WireRecord, roleId: number, options?: CallOptions): Promise<WireRecord> {
  return replaceWith(user, await verbs.update({ id: user.id, add_roles: [{ id: roleId }] }, options));
}
