import type { Behaviour } from '../resources/rules.js';
import { actionsChangeTicket } from './actions-change-ticket.js';
import { actionsDemandOutcome } from './actions-demand-outcome.js';
import { actionsNumberedPerTicket } from './actions-numbered-per-ticket.js';
import { agentsMe, clientsMe, usersMe } from './agents-me.js';
import { appointmentsBetweenDates } from './appointments-between-dates.js';
import { assetSoftwareByAsset } from './asset-software-by-asset.js';
import { assetsTags } from './assets-tags.js';
import { attachmentsCarryFiles } from './attachments-carry-files.js';
import { attachmentsImages } from './attachments-images.js';
import { attachmentsPresigned } from './attachments-presigned.js';
import { clientsGetMainSite } from './clients-get-main-site.js';
import { agentPasswords, applicationsHoldSecrets, userPasswords } from './credentials-stay-hidden.js';
import { crmNotesNeedScope } from './crm-notes-need-scope.js';
import { customFieldsReplaced } from './custom-fields-replaced.js';
import { customTableNames } from './custom-table-names.js';
import { customTableRows } from './custom-table-rows.js';
import { feedByCursor } from './feed-by-cursor.js';
import { invoiceLinesNeedClient } from './invoice-lines-need-client.js';
import { itemStockAppendOnly } from './item-stock-append-only.js';
import { kbVotes } from './kb-votes.js';
import { lookupsByKind } from './lookups-by-kind.js';
import { mainSitesNamedOnClients, teamsNamedByText } from './names-by-text.js';
import { agentsNeedName, customersStartActive } from './names-required.js';
import { mcpAnswersNull, ticketsObjectRoute, virtualAgentMcpAnswersNull } from './odd-answers.js';
import { prioritiesDistinct } from './priorities-distinct.js';
import { prioritiesInUse } from './priorities-in-use.js';
import { projectsShareTicketIds } from './projects-share-ticket-ids.js';
import { reportsRun } from './reports-run.js';
import { searchEverything } from './search-everything.js';
import { ticketTypesLeakSql, timesheetEventsLeakSql } from './sql-errors-leak.js';
import { ticketsAllowedStatuses } from './tickets-allowed-statuses.js';
import { ticketsDefaults } from './tickets-defaults.js';
import { ticketsLists } from './tickets-lists.js';
import { ticketsMandatoryFields } from './tickets-mandatory-fields.js';
import { ticketsPeople } from './tickets-people.js';
import { ticketsSlimRows } from './tickets-slim-rows.js';
import { ticketsSoftDelete } from './tickets-soft-delete.js';
import { usersBelongToSites } from './users-belong-to-sites.js';
import { usersTakeRoles } from './users-take-roles.js';
import { webhookChecks } from './webhook-checks.js';

/** All behaviours; within a resource the later ones win where only one rule can count. */
export const behaviours: readonly Behaviour[] = [
  ticketsDefaults,
  ticketsPeople,
  ticketsLists,
  ticketsSlimRows,
  ticketsAllowedStatuses,
  ticketsMandatoryFields,
  ticketsSoftDelete,
  projectsShareTicketIds,
  ticketsObjectRoute,
  actionsNumberedPerTicket,
  actionsDemandOutcome,
  actionsChangeTicket,
  agentsMe,
  usersMe,
  clientsMe,
  appointmentsBetweenDates,
  assetSoftwareByAsset,
  assetsTags,
  attachmentsCarryFiles,
  clientsGetMainSite,
  crmNotesNeedScope,
  customTableNames,
  feedByCursor,
  invoiceLinesNeedClient,
  itemStockAppendOnly,
  lookupsByKind,
  agentPasswords,
  userPasswords,
  applicationsHoldSecrets,
  mainSitesNamedOnClients,
  teamsNamedByText,
  agentsNeedName,
  customersStartActive,
  mcpAnswersNull,
  virtualAgentMcpAnswersNull,
  prioritiesDistinct,
  prioritiesInUse,
  searchEverything,
  ticketTypesLeakSql,
  timesheetEventsLeakSql,
  usersBelongToSites,
  webhookChecks,
  attachmentsImages,
  attachmentsPresigned,
  customFieldsReplaced,
  customTableRows,
  kbVotes,
  reportsRun,
  usersTakeRoles,
];
