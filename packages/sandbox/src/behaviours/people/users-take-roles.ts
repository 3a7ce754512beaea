import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** Roles are given to a user beside those it has, each by its id. */
export const usersTakeRoles: Behaviour = {
  ids: ['users.add-roles'],
  priority: 'last',
  resource: 'users',
  rules: {
    prepare: ({ next }, context) => {
      if (!Array.isArray(next.add_roles)) return;
      const roles = new Map(
        (Array.isArray(next.roles) ? (next.roles as HaloRecord[]) : []).map((role) => [
          role.id,
          role,
        ]),
      );
      for (const { id } of next.add_roles as HaloRecord[]) {
        const role = context.records('userRoles').get(Number(id));
        if (role) roles.set(role.id, { id: role.id, name: role.name });
      }
      next.roles = [...roles.values()];
      next.role_list = [...roles.values()].map(({ name }) => name).join(', ');
      delete next.add_roles;
    },
  },
};
