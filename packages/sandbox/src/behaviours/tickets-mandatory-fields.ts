import { exception } from '../http/refusal.js';
import type { Behaviour } from '../resources/rules.js';

/** Fields of a ticket that a type may demand besides the summary; zero counts as unset. */
const MANDATORY_BY_TYPE: ReadonlyMap<unknown, readonly string[]> = new Map([[30, ['impact', 'urgency']]]);

/** All missing fields of a new ticket are named in one message, one line each. */
export const ticketsMandatoryFields: Behaviour = {
  ids: ['tickets.mandatory-fields-joined'],
  resource: 'tickets',
  rules: {
    prepare: ({ before, patch, next }) => {
      if (before || patch._novalidate === true) return;
      const demanded = ['summary', ...(MANDATORY_BY_TYPE.get(next.tickettype_id) ?? [])];
      const missing = demanded.filter((field) => next[field] === undefined || next[field] === '' || next[field] === 0);
      if (missing.length > 0)
        throw exception(missing.map((field) => `${field.charAt(0).toUpperCase()}${field.slice(1)} is mandatory\n`).join(''));
    },
  },
};
