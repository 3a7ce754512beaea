import type { Action } from '../action.js';
import { backOfficeActions } from './back-office.js';
import { customerActions } from './customers.js';
import { ensureTicket } from './ensure-ticket.js';
import { knowledgeActions } from './knowledge.js';
import { reportActions } from './reports.js';
import { resolveActions } from './resolve.js';
import { fileActions } from './ticket-files.js';
import { historyActions } from './ticket-history.js';
import { ticketActions } from './tickets.js';

/** The actions that people use every day. */
export const curatedActions = (): Action[] => [
  ...ticketActions,
  ensureTicket(),
  ...historyActions,
  ...fileActions,
  ...customerActions,
  ...resolveActions,
  ...knowledgeActions,
  ...reportActions,
  ...backOfficeActions,
];
