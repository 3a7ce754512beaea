import type { Action } from '../action.js';
import type { JsonObject } from '../json.js';
import { answered, conformObject } from '../schema/conform.js';
import {
  deleteAction,
  getAction,
  inputOf,
  listAction,
  selected,
  writeAction,
} from './action-kinds.js';

const config = { toolset: 'config' } as const;

function currentAgent(): Action {
  const output = selected('agents');
  return {
    name: 'get_current_agent',
    title: 'Get Current Agent',
    description: 'Returns the agent that this connection acts as.',
    toolset: 'config',
    effect: 'read',
    safety: 'read',
    scopes: ['all:standard'],
    operation: 'agents.me',
    layout: 'flat',
    input: inputOf({}),
    output,
    run: async (client, _, { signal, whole }) =>
      answered((await client.call('agents.me', { signal })) as JsonObject, output, whole),
  };
}

/** The values of one kind of lookup, by its number or its name. */
function lookupValues(): Action {
  const output = inputOf(
    {
      values: {
        type: 'array',
        items: inputOf({
          id: { type: ['integer', 'string', 'null'] },
          name: { type: ['string', 'null'] },
        }),
      },
    },
    ['values'],
  );
  return {
    name: 'get_lookup_values',
    title: 'Get Lookup Values',
    description: 'Lists the values of a kind of lookup, by its number or a name such as impact.',
    toolset: 'config',
    effect: 'read',
    safety: 'read',
    scopes: ['all:standard'],
    layout: 'flat',
    input: inputOf({ kind: { type: 'string', minLength: 1 } }, ['kind']),
    output,
    run: async (client, { kind }, { signal }) => {
      const number = Number(kind);
      return conformObject(
        {
          values: await client.lookups.values(Number.isInteger(number) ? number : String(kind), {
            signal,
          }),
        },
        output,
      );
    },
  };
}

/** Money, approvals, and what the desk is set up with. */
export const backOfficeActions: readonly Action[] = [
  listAction({
    toolset: 'tickets',
    resource: 'ticketApprovals',
    name: 'get_ticket_approvals',
    title: 'Get Ticket Approvals',
    rows: 'approvals',
    description: 'Lists the approvals asked for on a ticket, or those that wait for this agent.',
    filters: ['ticket_id', 'mine'],
  }),
  writeAction({
    toolset: 'tickets',
    resource: 'ticketApprovals',
    name: 'answer_approval',
    title: 'Answer Approval',
    way: 'create',
    description: 'Records the answer to an approval of a ticket.',
    required: ['ticket_id', 'seq', 'result'],
  }),
  listAction({
    toolset: 'billing',
    resource: 'invoices',
    name: 'get_invoices',
    title: 'Get Invoices',
    description: 'Lists invoices.',
    rows: 'invoices',
    filters: ['client_id', 'contract_id', 'notpostedonly', 'order', 'orderdesc', 'search'],
  }),
  getAction({
    toolset: 'billing',
    resource: 'invoices',
    name: 'get_invoice_by_id',
    title: 'Get Invoice by ID',
    description: 'Returns one invoice.',
  }),
  listAction({
    toolset: 'billing',
    resource: 'contracts',
    name: 'get_contracts',
    title: 'Get Contracts',
    description: 'Lists contracts.',
    rows: 'contracts',
    filters: ['client_id', 'site_id', 'search', 'includeinactive'],
  }),
  listAction({
    toolset: 'billing',
    resource: 'suppliers',
    name: 'get_suppliers',
    title: 'Get Suppliers',
    description: 'Lists suppliers.',
    rows: 'suppliers',
    filters: ['search', 'includeinactive'],
  }),
  listAction({
    ...config,
    resource: 'agents',
    name: 'get_agents',
    title: 'Get Agents',
    description: 'Lists agents, the people who work on tickets.',
    rows: 'agents',
    filters: ['search', 'department_id', 'includedisabled'],
  }),
  getAction({
    ...config,
    resource: 'agents',
    name: 'get_agent_by_id',
    title: 'Get Agent by ID',
    description: 'Returns one agent.',
  }),
  currentAgent(),
  listAction({
    ...config,
    resource: 'teams',
    name: 'get_teams',
    title: 'Get Teams',
    description: 'Lists the teams of agents.',
    rows: 'teams',
    filters: ['department_id', 'includedisabled'],
  }),
  listAction({
    ...config,
    resource: 'ticketTypes',
    name: 'get_ticket_types',
    title: 'Get Ticket Types',
    description: 'Lists ticket types.',
    rows: 'ticket_types',
    filters: ['client_id', 'can_create_only', 'showinactive'],
  }),
  listAction({
    ...config,
    resource: 'statuses',
    name: 'get_statuses',
    title: 'Get Statuses',
    description: 'Lists the statuses that tickets can have.',
    rows: 'statuses',
    filters: ['ticket_id', 'tickettype_id', 'excludeclosed'],
  }),
  listAction({
    ...config,
    resource: 'priorities',
    name: 'get_priorities',
    title: 'Get Priorities',
    description: 'Lists the priorities of service levels.',
    rows: 'priorities',
    filters: ['slaid', 'includedistinct'],
  }),
  listAction({
    ...config,
    resource: 'categories',
    name: 'get_categories',
    title: 'Get Categories',
    description: 'Lists the categories of tickets.',
    rows: 'categories',
    filters: ['type_id', 'tickettype_id', 'client_id'],
  }),
  listAction({
    ...config,
    resource: 'assetTypes',
    name: 'get_asset_types',
    title: 'Get Asset Types',
    description: 'Lists asset types.',
    rows: 'asset_types',
    filters: ['assetgroup_id', 'can_create_only'],
  }),
  lookupValues(),
  listAction({
    ...config,
    resource: 'webhooks',
    name: 'get_webhooks',
    title: 'Get Webhooks',
    description: 'Lists webhooks.',
    rows: 'webhooks',
    filters: ['type'],
  }),
  getAction({
    ...config,
    resource: 'webhooks',
    name: 'get_webhook_by_id',
    title: 'Get Webhook by ID',
    description: 'Returns one webhook.',
  }),
  writeAction({
    ...config,
    resource: 'webhooks',
    name: 'add_or_update_webhook',
    title: 'Add or Update Webhook',
    way: 'either',
    description: 'Makes a webhook, or changes it where there is an id.',
  }),
  deleteAction({
    ...config,
    resource: 'webhooks',
    name: 'delete_webhook',
    title: 'Delete Webhook',
    description: 'Deletes one webhook.',
  }),
];
