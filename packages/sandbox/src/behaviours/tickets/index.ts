import type { Behaviour } from '../../resources/contract.js';
import { ticketsAllowedStatuses } from './allowed-statuses.js';
import { outcomesStartApprovals, ticketApprovals } from './approvals.js';
import { ticketsByArea, ticketTypesHaveArea } from './areas.js';
import { ticketsClosingRules } from './closing-rules.js';
import { ticketsDeadlines } from './deadlines.js';
import { ticketsDefaults } from './defaults.js';
import {
  ticketsAreLarge,
  ticketsColumns,
  ticketsDetailRights,
  ticketsGeneralUser,
} from './details.js';
import { ticketsExpanded } from './expanded.js';
import { ticketsLinked } from './linked.js';
import { ticketsByLastUpdate, ticketsDeeperCategories } from './list-filters.js';
import { ticketsLists } from './lists.js';
import { ticketsMandatoryFields } from './mandatory-fields.js';
import { ticketsNamedByRoute } from './names-by-route.js';
import { ticketsObjectRoute } from './object-route.js';
import { ticketsPeople } from './people.js';
import {
  ticketsBillableProject,
  ticketsProcessChildren,
  ticketsSalesMailbox,
  ticketsVotes,
} from './routes.js';
import { ticketRulesApply, ticketRulesCarryCriteria } from './rules.js';
import { projectsShareTicketIds, ticketsIncludeProjects } from './shared-ids.js';
import { ticketRowsWithoutStart, ticketsSlimRows } from './slim-rows.js';
import { ticketsSoftDelete } from './soft-delete.js';
import { ticketsValidateOnly } from './validate-only.js';

/** Tickets, with projects and opportunities, which are tickets too. */
export const ticketBehaviours: readonly Behaviour[] = [
  ticketsAllowedStatuses,
  ticketApprovals,
  outcomesStartApprovals,
  ticketsByArea,
  ticketTypesHaveArea,
  ticketsClosingRules,
  ticketsDeadlines,
  ticketsDefaults,
  ticketsDetailRights,
  ticketsAreLarge,
  ticketsGeneralUser,
  ticketsColumns,
  ticketsExpanded,
  ticketsLinked,
  ticketsDeeperCategories,
  ticketsByLastUpdate,
  ticketsLists,
  ticketsMandatoryFields,
  ...ticketsNamedByRoute,
  ticketsObjectRoute,
  ticketsPeople,
  ticketsProcessChildren,
  ticketsVotes,
  ticketsSalesMailbox,
  ticketsBillableProject,
  ticketRulesApply,
  ticketRulesCarryCriteria,
  ticketsIncludeProjects,
  projectsShareTicketIds,
  ticketsSlimRows,
  ticketRowsWithoutStart,
  ticketsSoftDelete,
  ticketsValidateOnly,
];
