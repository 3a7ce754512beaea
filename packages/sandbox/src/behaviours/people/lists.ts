import type { Behaviour } from '../../resources/contract.js';

/** What an agent costs is shown on request alone. */
export const agentsCostOnRequest: Behaviour = {
  ids: ['agents.costprice-on-request'],
  resource: 'agents',
  rules: { rowFlags: { includedetails: ['costprice'] } },
};

/** approvers_only narrows users to those who approve; the documented name without the line does nothing. */
export const usersApproversOnly: Behaviour = {
  ids: ['users.approvers-only'],
  resource: 'users',
  rules: {
    filters: {
      approvers_only: (value) =>
        /^(true|1)$/i.test(value)
          ? (user) => APPROVES.some((field) => user[field] === true)
          : undefined,
    },
  },
};

const APPROVES = ['ischangeapprover', 'ischangeapprover2', 'ispoapprover'] as const;

/** One source says that a plain search of clients is ignored, against others and the document. */
export const clientsSearchIgnored: Behaviour = {
  ids: ['clients.search-ignored'],
  resource: 'clients',
  optional: true,
  rules: { searchFields: [] },
};
