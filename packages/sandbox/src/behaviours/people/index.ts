import type { Behaviour } from '../../resources/contract.js';
import { agentsByTeam } from './agents-by-team.js';
import { clientsGetContact, generalUsersStay } from './contacts.js';
import { crmNotesNeedScope } from './crm-notes.js';
import { sitesNameClientsAsDecimals, usersNameSitesAsDecimals } from './ids-as-decimals.js';
import { agentsCostOnRequest, clientsSearchIgnored, usersApproversOnly } from './lists.js';
import { clientsGetMainSite } from './main-sites.js';
import { agentsMe, clientsMe, usersMe } from './me.js';
import { teamsNamedByText } from './names-by-text.js';
import { agentsNeedName, customersStartActive } from './names-required.js';
import { agentPasswords, userPasswords } from './passwords.js';
import { clientsPaymentMethod } from './payment-methods.js';
import { usersPreferences } from './preferences.js';
import { servicesUnsubscribe } from './services.js';
import { agentsShowFlags, agentsUnassigned, teamsShowFlags } from './show-flags.js';
import { teamsTree } from './team-tree.js';
import { usersBelongToSites } from './users-belong-to-sites.js';
import { usersTakeRoles } from './users-take-roles.js';

/** Clients, sites, users, agents and teams. */
export const peopleBehaviours: readonly Behaviour[] = [
  agentsByTeam,
  generalUsersStay,
  clientsGetContact,
  crmNotesNeedScope,
  sitesNameClientsAsDecimals,
  usersNameSitesAsDecimals,
  agentsCostOnRequest,
  usersApproversOnly,
  clientsSearchIgnored,
  clientsGetMainSite,
  agentsMe,
  usersMe,
  clientsMe,
  teamsNamedByText,
  agentsNeedName,
  customersStartActive,
  agentPasswords,
  userPasswords,
  clientsPaymentMethod,
  usersPreferences,
  servicesUnsubscribe,
  agentsShowFlags,
  agentsUnassigned,
  teamsShowFlags,
  teamsTree,
  usersBelongToSites,
  usersTakeRoles,
];
