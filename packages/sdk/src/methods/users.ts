import type { CallOptions } from '../core/call.js';
import type { Bodies, Kinds, WireKinds } from '../core/methods.js';
import { replaceWith } from './replace-with.js';

/** What a user can do. */
export interface UserMethods<Of extends Kinds> {
  /** Gives the user a role beside those it has (behaviour: users.add-roles). */
  addRole(roleId: number, options?: CallOptions): Promise<Of['record']['users']>;
}

export const userMethods: Bodies<UserMethods<WireKinds>> = {
  addRole: async ({ verbs }, user, roleId, options) =>
    replaceWith(user, await verbs.update({ id: user.id, add_roles: [{ id: roleId }] }, options)),
};
