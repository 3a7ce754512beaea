import type { Behaviour } from '../resources/contract.js';
import { actionsChangeTicket } from './actions-change-ticket.js';
import { actionsDemandOutcome } from './actions-demand-outcome.js';
import { actionsNumberedPerTicket } from './actions-numbered-per-ticket.js';
import { agentsByTeam } from './agents-by-team.js';
import { agentsMe, clientsMe, usersMe } from './agents-me.js';
import { appointmentsBetweenDates } from './appointments-between-dates.js';
import { appointmentsCompletion, incomingWebhooksProcess } from './appointments-completion.js';
import { outcomesStartApprovals, ticketApprovals } from './approvals/ticket-approvals.js';
import { assetSoftwareByAsset } from './asset-software-by-asset.js';
import { assetsTags } from './assets-tags.js';
import {
  attachmentsCarryFiles,
  attachmentsDocumentRoute,
  attachmentsElsewhere,
  attachmentsHosted,
  attachmentsImagesGone,
} from './attachments-carry-files.js';
import { attachmentsImages } from './attachments-images.js';
import { attachmentsPresigned } from './attachments-presigned.js';
import { agentsAlwaysBare, agentsBareUnpaged } from './bare-unpaged.js';
import { auditNewestFirst, changesAudited } from './changes-audited.js';
import { clientsGetMainSite } from './clients-get-main-site.js';
import { controlRecord } from './control-record.js';
import { agentPasswords, applicationsHoldSecrets, userPasswords } from './credentials-stay-hidden.js';
import { crmNotesNeedScope } from './crm-notes-need-scope.js';
import { customFieldsOfTheType, customFieldsPlainlyNamed, customFieldsReplaced } from './custom-fields-replaced.js';
import { customTableNames } from './custom-table-names.js';
import { customTableRows } from './custom-table-rows.js';
import { documentsBecomeOthers, recurringInvoicesProcess } from './documents/conversions.js';
import { documentsAddUp, documentsNeedParty } from './documents/documents-add-up.js';
import { documentLineRoutes } from './documents/line-routes.js';
import { documentsListedByProgress } from './documents/list-filters.js';
import { accountsIds, contractsNextRef, invoicesNumbered, recurringInvoicesBelowZero } from './documents/numbers.js';
import { contractsApproval, invoicesPrinted, invoicesVoid, quotationsApproval } from './documents/outcomes.js';
import { purchasesCounted } from './documents/purchasing.js';
import { actionsFireEvents, ticketsFireEvents, webhooksShowEvents } from './events-fire.js';
import { feedByCursor } from './feed-by-cursor.js';
import { sitesNameClientsAsDecimals, usersNameSitesAsDecimals } from './ids-as-decimals.js';
import { invoiceLinesNeedClient } from './invoice-lines-need-client.js';
import { itemStockAppendOnly } from './item-stock-append-only.js';
import { junkIdsAreMissing } from './junk-ids.js';
import { kbVotes } from './kb-votes.js';
import {
  actionsNewestFirst,
  agentsCostOnRequest,
  assetHistoryNeedsAsset,
  clientsSearchIgnored,
  ticketRowsWithoutStart,
  ticketsByArea,
  ticketsByLastUpdate,
  ticketsDeeperCategories,
  ticketTypesHaveArea,
  usersApproversOnly,
} from './list-habits.js';
import { lookupsByKind } from './lookups-by-kind.js';
import { mcpHandshake } from './mcp-handshake.js';
import {
  anonymousArticlesNeedToken,
  certificatesNeedPassword,
  createsNameWhatTheyLack,
  fieldInfosNeedTable,
  holidaysJunkFails,
  integrationDataNeedsType,
  secretLinksNeedToken,
  slasNeedPriorities,
  workflowsStartStep,
} from './named-refusals.js';
import { teamsNamedByText } from './names-by-text.js';
import { agentsNeedName, customersStartActive } from './names-required.js';
import { mcpAnswersNull, oddAnswers, ticketsObjectRoute, virtualAgentMcpAnswersNull } from './odd-answers.js';
import {
  appointmentsMove,
  clientsGetContact,
  generalUsersStay,
  outcomesAllowed,
  quotationRowsOnRequest,
  ticketsNamedByRoute,
  timesheetsNameTheirDay,
} from './odd-habits.js';
import { contractsForbiddenWith401 } from './permission-statuses.js';
import { prioritiesDistinct } from './priorities-distinct.js';
import { prioritiesInUse } from './priorities-in-use.js';
import { projectsShareTicketIds } from './projects-share-ticket-ids.js';
import { recordedStatuses } from './recorded-statuses.js';
import { reportsPublished, reportsRun } from './reports-run.js';
import { ownRoutes } from './routes/own-routes.js';
import {
  chargeRatesByOwner,
  clientCacheTogether,
  expensesStart,
  ticketTypeFieldsTogether,
  webhookEventsNewestFirst,
} from './routes/read-together.js';
import { ticketsProcessChildren, ticketsSalesMailbox, ticketsVotes } from './routes/ticket-routes.js';
import { runbookEdgesRenamed, runbookNamesUnique, runbooksRun } from './runbooks.js';
import { searchEverything } from './search-everything.js';
import { setupMembersNumbered, setupRecordsNamed } from './setup/named-records.js';
import { setupRecordsInUse, setupReferencesResolve } from './setup/references.js';
import { agentsShowFlags, agentsUnassigned, statusesSplitClosed, teamsShowFlags } from './show-flags.js';
import { slowLists } from './slow-lists.js';
import { invoiceStatusesLeakSql, ticketTypesLeakSql, timesheetEventsLeakSql } from './sql-errors-leak.js';
import { ticketRulesApply, ticketRulesCarryCriteria } from './ticket-rules-apply.js';
import { ticketsAllowedStatuses } from './tickets-allowed-statuses.js';
import { ticketsClosingRules } from './tickets-closing-rules.js';
import { ticketsDeadlines } from './tickets-deadlines.js';
import { ticketsDefaults } from './tickets-defaults.js';
import { ticketsAreLarge, ticketsColumns, ticketsDetailRights, ticketsGeneralUser } from './tickets-details.js';
import { ticketsExpanded } from './tickets-expanded.js';
import { ticketsLinked } from './tickets-linked.js';
import { ticketsLists } from './tickets-lists.js';
import { ticketsMandatoryFields } from './tickets-mandatory-fields.js';
import { ticketsPeople } from './tickets-people.js';
import { ticketsSlimRows } from './tickets-slim-rows.js';
import { ticketsSoftDelete } from './tickets-soft-delete.js';
import { ticketsValidateOnly } from './tickets-validate-only.js';
import { timesheetEventsFromActions } from './time-is-on-actions.js';
import { timesheetsFromActions } from './timesheets-from-actions.js';
import { usersBelongToSites } from './users-belong-to-sites.js';
import { usersTakeRoles } from './users-take-roles.js';
import { viewersTold } from './viewers.js';
import { ticketsByProfiles, viewListsCount } from './views/view-profiles.js';
import { webhookChecks } from './webhook-checks.js';

/** All behaviours, in no order: within a resource their priorities decide. */
export const behaviours: readonly Behaviour[] = [
  ticketsClosingRules,
  ticketsDefaults,
  ticketsPeople,
  ticketsGeneralUser,
  ticketRulesApply,
  ticketRulesCarryCriteria,
  ticketsDeadlines,
  ticketsValidateOnly,
  ticketsDetailRights,
  ticketsAreLarge,
  ticketsExpanded,
  ticketsColumns,
  ticketsLinked,
  ticketsLists,
  ticketsSlimRows,
  ticketsAllowedStatuses,
  ticketsMandatoryFields,
  ticketsSoftDelete,
  projectsShareTicketIds,
  ticketsObjectRoute,
  actionsNumberedPerTicket,
  outcomesAllowed,
  actionsDemandOutcome,
  actionsChangeTicket,
  agentsByTeam,
  agentsMe,
  usersMe,
  clientsMe,
  appointmentsBetweenDates,
  assetSoftwareByAsset,
  assetsTags,
  attachmentsCarryFiles,
  attachmentsDocumentRoute,
  attachmentsImagesGone,
  attachmentsImages,
  attachmentsPresigned,
  attachmentsHosted,
  appointmentsCompletion,
  incomingWebhooksProcess,
  controlRecord,
  kbVotes,
  runbookNamesUnique,
  runbookEdgesRenamed,
  runbooksRun,
  agentsShowFlags,
  agentsUnassigned,
  teamsShowFlags,
  statusesSplitClosed,
  timesheetEventsFromActions,
  anonymousArticlesNeedToken,
  certificatesNeedPassword,
  ...createsNameWhatTheyLack,
  fieldInfosNeedTable,
  holidaysJunkFails,
  integrationDataNeedsType,
  secretLinksNeedToken,
  slasNeedPriorities,
  workflowsStartStep,
  ...oddAnswers,
  clientsGetMainSite,
  crmNotesNeedScope,
  customTableNames,
  customTableRows,
  feedByCursor,
  invoiceLinesNeedClient,
  itemStockAppendOnly,
  lookupsByKind,
  agentPasswords,
  userPasswords,
  applicationsHoldSecrets,
  teamsNamedByText,
  agentsNeedName,
  customersStartActive,
  mcpAnswersNull,
  mcpHandshake,
  virtualAgentMcpAnswersNull,
  prioritiesDistinct,
  prioritiesInUse,
  searchEverything,
  ticketTypesLeakSql,
  timesheetEventsLeakSql,
  invoiceStatusesLeakSql,
  usersBelongToSites,
  sitesNameClientsAsDecimals,
  usersNameSitesAsDecimals,
  generalUsersStay,
  clientsGetContact,
  appointmentsMove,
  quotationRowsOnRequest,
  ticketsNamedByRoute,
  webhookChecks,
  webhooksShowEvents,
  ticketsFireEvents,
  actionsFireEvents,
  customFieldsOfTheType,
  customFieldsPlainlyNamed,
  customFieldsReplaced,
  reportsPublished,
  reportsRun,
  usersTakeRoles,
  ...documentsNeedParty,
  ...documentsAddUp,
  ...documentLineRoutes,
  ...documentsBecomeOthers,
  ...documentsListedByProgress,
  recurringInvoicesProcess,
  recurringInvoicesBelowZero,
  invoicesNumbered,
  invoicesVoid,
  invoicesPrinted,
  contractsNextRef,
  contractsApproval,
  quotationsApproval,
  ...accountsIds,
  purchasesCounted,
  viewersTold,
  ...setupRecordsNamed,
  ...setupRecordsInUse,
  ...setupReferencesResolve,
  ...setupMembersNumbered,
  ticketApprovals,
  outcomesStartApprovals,
  ticketsByProfiles,
  viewListsCount,
  ...changesAudited,
  auditNewestFirst,
  timesheetsNameTheirDay,
  timesheetsFromActions,
  ...ownRoutes,
  ticketsProcessChildren,
  ticketsSalesMailbox,
  ticketsVotes,
  attachmentsElsewhere,
  clientCacheTogether,
  ticketTypeFieldsTogether,
  webhookEventsNewestFirst,
  chargeRatesByOwner,
  expensesStart,
  actionsNewestFirst,
  assetHistoryNeedsAsset,
  agentsCostOnRequest,
  ticketRowsWithoutStart,
  ticketsByArea,
  ticketsByLastUpdate,
  ticketTypesHaveArea,
  usersApproversOnly,
  ticketsDeeperCategories,
  clientsSearchIgnored,
  agentsBareUnpaged,
  agentsAlwaysBare,
  junkIdsAreMissing,
  ...recordedStatuses,
  ...slowLists,
  contractsForbiddenWith401,
];
