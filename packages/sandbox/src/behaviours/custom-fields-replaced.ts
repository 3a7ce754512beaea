import type { Behaviour } from '../resources/contract.js';
import type { HaloRecord } from '../store/port.js';

/** A strict server: custom fields that a write leaves out are gone after it. */
export const customFieldsReplaced: Behaviour = {
  ids: ['post.custom-fields-replaced'],
  resource: ['tickets', 'clients', 'sites', 'users', 'assets', 'contracts', 'suppliers', 'opportunities', 'projects'],
  optional: true,
  rules: {
    prepare: ({ patch, next }) => {
      if (!Array.isArray(patch.customfields) || !Array.isArray(next.customfields)) return;
      const sent = patch.customfields as readonly HaloRecord[];
      const named = (field: HaloRecord): boolean =>
        sent.some((one) => (one.id !== undefined ? one.id === field.id : one.name === field.name));
      next.customfields = (next.customfields as readonly HaloRecord[]).filter(named);
    },
  },
};
