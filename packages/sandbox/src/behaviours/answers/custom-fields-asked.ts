import type { Behaviour } from '../../resources/contract.js';

/** A record shows its custom fields where details are asked for. */
export const customFieldsAsked: Behaviour = {
  ids: ['get.includedetails-adds-customfields'],
  rules: {
    shown: (record, query) => {
      if (query.flag('includedetails') === true) return record;
      const { customfields: _, ...plain } = record;
      return plain;
    },
  },
};
