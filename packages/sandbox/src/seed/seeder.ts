import type { Collection, HaloRecord, Key } from '../store/port.js';
import { seedActions } from './actions.js';
import { seedAssetGroups, seedAssetSoftware, seedAssets, seedAssetTypes } from './assets.js';
import {
  seedControl,
  seedCurrencies,
  seedEmailTemplates,
  seedItemGroups,
  seedItems,
  seedOrganisations,
  seedReports,
  seedRoles,
  seedSuppliers,
  seedTaxes,
  seedUserRoles,
  seedWorkdays,
} from './back-office.js';
import { seedAttachments, seedNotificationRules, seedWebhooks } from './connections.js';
import { seedClients, seedContracts, seedSites, seedTopLevels, seedUsers } from './customers.js';
import {
  seedAgents,
  seedCategories,
  seedOutcomes,
  seedPriorities,
  seedSlas,
  seedStatuses,
  seedTeams,
  seedTicketTypes,
} from './desk.js';
import {
  seedInvoices,
  seedPurchaseOrders,
  seedQuotations,
  seedRecurringInvoices,
  seedSalesOrders,
} from './documents.js';
import {
  seedAppointments,
  seedCrmNotes,
  seedFaqLists,
  seedKbArticles,
  seedLookups,
  seedSoftwareLicences,
  seedTags,
} from './knowledge.js';
import { seedPasswords } from './passwords.js';
import { createPlan, type SeedPlan } from './plan.js';
import { seedOpportunities, seedProjects } from './projects.js';
import {
  seedApprovalProcesses,
  seedCannedTexts,
  seedChargeRates,
  seedDashboards,
  seedFields,
  seedMailboxes,
  seedProducts,
  seedReleases,
  seedSalesMailboxes,
  seedServiceCategories,
  seedServices,
  seedStockBins,
  seedTicketTemplates,
  seedViewColumns,
  seedViewFilters,
  seedViewLists,
  seedWorkflows,
} from './set-up.js';
import type { SeedSize } from './size.js';
import { seedCustomTables, seedFieldInfos } from './ticket-type-fields.js';
import { seedTickets } from './tickets.js';

/** Makes the records of one resource. */
type SeedRule = (plan: SeedPlan) => Iterable<HaloRecord>;

/** The seeded resources, by attribute. */
const RULES: Readonly<Record<string, SeedRule>> = {
  actions: seedActions,
  agents: seedAgents,
  categories: seedCategories,
  clients: seedClients,
  contracts: seedContracts,
  control: seedControl,
  emailTemplates: seedEmailTemplates,
  outcomes: seedOutcomes,
  passwords: seedPasswords,
  priorities: seedPriorities,
  sites: seedSites,
  slas: seedSlas,
  statuses: seedStatuses,
  teams: seedTeams,
  ticketTypes: seedTicketTypes,
  tickets: seedTickets,
  projects: seedProjects,
  opportunities: seedOpportunities,
  attachments: seedAttachments,
  webhooks: seedWebhooks,
  notificationRules: seedNotificationRules,
  topLevels: seedTopLevels,
  users: seedUsers,
  assetGroups: seedAssetGroups,
  assets: seedAssets,
  assetSoftware: seedAssetSoftware,
  assetTypes: seedAssetTypes,
  currencies: seedCurrencies,
  customTables: seedCustomTables,
  fieldInfos: seedFieldInfos,
  invoices: seedInvoices,
  itemGroups: seedItemGroups,
  items: seedItems,
  purchaseOrders: seedPurchaseOrders,
  quotations: seedQuotations,
  recurringInvoices: seedRecurringInvoices,
  salesOrders: seedSalesOrders,
  organisations: seedOrganisations,
  reports: seedReports,
  roles: seedRoles,
  suppliers: seedSuppliers,
  taxes: seedTaxes,
  userRoles: seedUserRoles,
  workdays: seedWorkdays,
  workflows: seedWorkflows,
  approvalProcesses: seedApprovalProcesses,
  cannedTexts: seedCannedTexts,
  chargeRates: seedChargeRates,
  dashboards: seedDashboards,
  fields: seedFields,
  mailboxes: seedMailboxes,
  products: seedProducts,
  releases: seedReleases,
  salesMailboxes: seedSalesMailboxes,
  serviceCategories: seedServiceCategories,
  services: seedServices,
  stockBins: seedStockBins,
  ticketTemplates: seedTicketTemplates,
  viewColumns: seedViewColumns,
  viewFilters: seedViewFilters,
  viewLists: seedViewLists,
  appointments: seedAppointments,
  crmNotes: seedCrmNotes,
  faqLists: seedFaqLists,
  kbArticles: seedKbArticles,
  lookups: seedLookups,
  softwareLicences: seedSoftwareLicences,
  tags: seedTags,
};

/** What a seeder works with. */
export interface SeederParts {
  readonly size: SeedSize;
  readonly now: number;
  readonly keyOf: (name: string, record: HaloRecord) => Key;
  /** Records that are given rather than made up, by attribute. */
  readonly given: Readonly<Record<string, SeedRule>>;
}

/** Fills collections as they are first touched; the plan behind them is made once, when the first needs it. */
export function createSeeder({
  size,
  now,
  keyOf,
  given,
}: SeederParts): (name: string, collection: Collection) => void {
  let plan: SeedPlan | undefined;
  return (name, collection) => {
    const rule = given[name] ?? RULES[name];
    if (!rule) return;
    plan ??= createPlan(size, now);
    for (const record of rule(plan)) collection.put(keyOf(name, record), record);
  };
}
