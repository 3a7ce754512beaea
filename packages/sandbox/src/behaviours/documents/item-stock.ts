import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** Stock movements are written once. */
export const itemStockAppendOnly: Behaviour = {
  ids: ['item-stock.append-only'],
  resource: 'itemStock',
  rules: {
    prepare: ({ before }) => {
      if (before) throw bareString('These records cannot be edited. Only new records can be added');
    },
  },
};
