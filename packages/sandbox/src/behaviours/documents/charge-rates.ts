import type { Behaviour } from '../../resources/contract.js';

/** Charge rates of a client or contract, and those that hold for all. */
export const chargeRatesByOwner: Behaviour = {
  ids: ['charge-rates.by-owner'],
  resource: 'chargeRates',
  rules: {
    filters: {
      client_id: (value) => ({ field: 'area', accepts: (area) => area === Number(value) }),
      chargerate_id: (value) => ({
        field: 'charge_id',
        accepts: (charge) => charge === Number(value),
      }),
      globalonly: (value) =>
        value === 'true'
          ? ({ area, contract_id: contract }) => !Number(area) && !Number(contract)
          : undefined,
    },
  },
};
