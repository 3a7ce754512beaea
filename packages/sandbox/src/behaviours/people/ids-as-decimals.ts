import type { Behaviour } from '../../resources/contract.js';

/** The client of a site and the site of a user are written as decimals; `site_id_int` has the whole number beside. */
export const sitesNameClientsAsDecimals: Behaviour = {
  ids: ['type.ids-as-decimals'],
  resource: 'sites',
  rules: { decimals: ['client_id'] },
};
export const usersNameSitesAsDecimals: Behaviour = {
  ids: ['type.ids-as-decimals'],
  resource: 'users',
  rules: { decimals: ['site_id'] },
};
