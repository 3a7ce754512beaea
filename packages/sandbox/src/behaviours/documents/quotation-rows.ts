import type { Behaviour } from '../../resources/contract.js';

/** Rows of quotations without their details lack what a person looks for first. */
export const quotationRowsOnRequest: Behaviour = {
  ids: ['quotations.rows-on-request'],
  resource: 'quotations',
  optional: true,
  rules: {
    rowFlags: { include_details: ['status', 'expiry_date', 'total'] },
  },
};
