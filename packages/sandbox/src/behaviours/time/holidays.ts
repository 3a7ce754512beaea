import { status } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import { get } from '../../resources/get.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A holiday's id that is no GUID breaks the server. */
export const holidaysJunkFails: Behaviour = {
  ids: ['holidays.junk-500'],
  resource: 'holidays',
  rules: {
    operations: {
      get: (call) => {
        if (!GUID.test(String(call.params.id))) throw status(500);
        return get(call);
      },
    },
  },
};
