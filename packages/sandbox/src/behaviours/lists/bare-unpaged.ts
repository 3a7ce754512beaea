import type { Behaviour } from '../../resources/contract.js';

/** Agents are a bare array where no pages are asked for, though they have an envelope where they are. */
export const agentsBareUnpaged: Behaviour = {
  ids: ['agents.bare-unpaged'],
  resource: 'agents',
  rules: { bare: (query) => query.flag('pageinate') !== true },
};

/** Before 2026 agents had no envelope at all. */
export const agentsAlwaysBare: Behaviour = {
  ids: ['list.key-agents'],
  resource: 'agents',
  whenOff: true,
  rules: { bare: () => true },
};
