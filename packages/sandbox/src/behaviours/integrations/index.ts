import type { Behaviour } from '../../resources/contract.js';
import { applicationsHoldSecrets } from './applications.js';
import { actionsFireEvents, ticketsFireEvents, webhooksShowEvents } from './events-fire.js';
import { incomingWebhooksProcess } from './incoming-webhooks.js';
import { mailboxesContactsRelayed } from './mailboxes.js';
import { mcpHandshake } from './mcp-handshake.js';
import { mcpAnswersNull, virtualAgentMcpAnswersNull } from './mcp-null.js';
import { runbookEdgesRenamed, runbookNamesUnique, runbooksRun } from './runbooks.js';
import { webhookChecks } from './webhook-checks.js';
import { webhookEventsNewestFirst } from './webhook-events.js';

/** Webhooks, runbooks, applications, mailboxes and tools. */
export const integrationBehaviours: readonly Behaviour[] = [
  applicationsHoldSecrets,
  ticketsFireEvents,
  actionsFireEvents,
  webhooksShowEvents,
  incomingWebhooksProcess,
  mailboxesContactsRelayed,
  mcpHandshake,
  mcpAnswersNull,
  virtualAgentMcpAnswersNull,
  runbookNamesUnique,
  runbookEdgesRenamed,
  runbooksRun,
  webhookChecks,
  webhookEventsNewestFirst,
];
