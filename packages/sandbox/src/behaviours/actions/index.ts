import type { Behaviour } from '../../resources/contract.js';
import { outcomesAllowed } from './allowed-outcomes.js';
import { actionsChangeTicket } from './change-ticket.js';
import { actionsDemandOutcome } from './demand-outcome.js';
import { actionsNewestFirst } from './newest-first.js';
import { actionsNumberedPerTicket } from './numbered-per-ticket.js';
import { actionsReactions } from './reactions.js';

/** What is done on tickets. */
export const actionBehaviours: readonly Behaviour[] = [
  outcomesAllowed,
  actionsChangeTicket,
  actionsDemandOutcome,
  actionsNewestFirst,
  actionsNumberedPerTicket,
  actionsReactions,
];
