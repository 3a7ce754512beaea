import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** A custom table's name is letters and digits; its database name follows from it. */
export const customTableNames: Behaviour = {
  ids: ['custom-tables.alphanumeric-name'],
  resource: 'customTables',
  rules: {
    prepare: ({ before, next }) => {
      if (!/^[A-Za-z0-9]+$/.test(String(next.name ?? ''))) throw bareString('Invalid Name');
      if (!before) next.db_name = `CT${next.name}`;
    },
  },
};
