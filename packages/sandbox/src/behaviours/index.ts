import type { Behaviour } from '../resources/rules.js';
import { actionsChangeTicket } from './actions-change-ticket.js';
import { actionsDemandOutcome } from './actions-demand-outcome.js';
import { actionsNumberedPerTicket } from './actions-numbered-per-ticket.js';
import { agentsMe, clientsMe, usersMe } from './agents-me.js';
import { ticketsDefaults } from './tickets-defaults.js';
import { ticketsLists } from './tickets-lists.js';
import { ticketsMandatoryFields } from './tickets-mandatory-fields.js';
import { ticketsPeople } from './tickets-people.js';
import { ticketsSlimRows } from './tickets-slim-rows.js';
import { ticketsSoftDelete } from './tickets-soft-delete.js';

/** All behaviours; within a resource the later ones win where only one rule can count. */
export const behaviours: readonly Behaviour[] = [
  ticketsDefaults,
  ticketsPeople,
  ticketsLists,
  ticketsSlimRows,
  ticketsMandatoryFields,
  ticketsSoftDelete,
  actionsNumberedPerTicket,
  actionsDemandOutcome,
  actionsChangeTicket,
  agentsMe,
  usersMe,
  clientsMe,
];
