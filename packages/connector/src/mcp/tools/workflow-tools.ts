import type { Action, Toolset } from '../../action.js';
import { getAction, listAction, writeAction } from '../../actions/action-kinds.js';
import type { JsonObject, JsonSchema } from '../../json.js';
import type { ActionRegistry } from '../../registry.js';
import { nextPage } from '../next-page.js';
import type { Tool } from '../tool.js';
import { demandIds } from './demand-ids.js';
import { getTicket } from './get-ticket.js';
import { listConfig } from './list-config.js';

/** An action as a tool. By default, lists are read twenty rows at a time. */
function toolOf(action: Action): Tool {
  const { name, title, description, toolset, effect, safety, output } = action;
  const { limit: _, ...properties } = action.input.properties;
  const path = rowsOf(action);
  return {
    name,
    title,
    description,
    toolset,
    effect,
    idempotent: safety !== 'unsafe',
    input: { ...action.input, properties: bare(properties) },
    output,
    ...(path && {
      nextPage: (read, answer, seen) => nextPage(paged(properties, read), answer, { path, seen }),
    }),
    prepare: async (input) => demandIds(name, [input], input),
    run: ({ client, ...options }, input) => action.run(client, paged(properties, input), options),
  };
}

/** Properties without words: the list of tools is short, and describe_operation has them. */
const bare = (properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, { description: _, ...schema }]) => [name, schema]),
  );

/** The member with the rows of a list that is read in pages. */
function rowsOf({ input, output }: Action): string | undefined {
  return 'page_no' in input.properties
    ? Object.keys(output.properties).find((name) => name !== 'record_count')
    : undefined;
}

const paged = (properties: object, input: JsonObject): JsonObject =>
  'page_size' in properties ? { page_size: 20, ...input } : input;

const list = (toolset: Toolset, subject: Omit<Parameters<typeof listAction>[0], 'toolset'>): Tool =>
  toolOf(listAction({ toolset, ...subject }));
/** Names stand beside the ids, so that nobody has to look them up. */
const ticket = [
  'id',
  'summary',
  'status_id',
  'status_name',
  'priority_id',
  'client_name',
  'user_name',
  'agent_id',
  'agent_name',
];
const written = ['id', 'summary', 'status_id', 'status_name', 'agent_name'];

/** A curated action under its own name, for tools that need no other cut of it. */
function curated(registry: ActionRegistry, name: string, drop: readonly string[] = []): Tool {
  const action = registry.find(name);
  if (!action) throw new RangeError(`no action ${name}`);
  const kept = (properties: object): object =>
    Object.fromEntries(Object.entries(properties).filter(([member]) => !drop.includes(member)));
  return toolOf({
    ...action,
    input: { ...action.input, properties: kept(action.input.properties) } as Action['input'],
  });
}

/** The tools for everyday work, by toolset. */
export const workflowTools = (registry: ActionRegistry): Tool[] => [
  ...ticketTools(registry),
  ...recordTools(),
  ...officeTools(registry),
];

const ticketTools = (registry: ActionRegistry): Tool[] => [
  list('tickets', {
    name: 'find_tickets',
    title: 'Find tickets',
    description: 'Tickets by text and filters, a page at a time. Names or ids.',
    resource: 'tickets',
    rows: 'tickets',
    filters: ['search', 'client_id', 'user_id', 'agent_id', 'status_id', 'open_only'],
    fields: ticket,
  }),
  getTicket(),
  toolOf(
    writeAction({
      toolset: 'tickets',
      name: 'create_ticket',
      title: 'Create ticket',
      description: 'Makes a ticket. Names or ids.',
      resource: 'tickets',
      fields: written,
      writes: [
        'summary',
        'details',
        'client_id',
        'site_id',
        'user_id',
        'agent_id',
        'team',
        'tickettype_id',
        'priority_id',
        'status_id',
      ],
      required: ['summary'],
      way: 'create',
    }),
  ),
  toolOf(
    writeAction({
      toolset: 'tickets',
      name: 'update_ticket',
      title: 'Update ticket',
      description: 'Changes the given fields. Names or ids.',
      resource: 'tickets',
      fields: written,
      writes: ['summary', 'status_id', 'agent_id', 'team', 'priority_id'],
      way: 'update',
    }),
  ),
  noteTool(registry),
];

const recordTools = (): Tool[] => [
  list('clients', {
    name: 'find_clients',
    title: 'Find clients',
    description: 'Clients by text.',
    resource: 'clients',
    rows: 'clients',
    filters: ['search'],
    fields: ['id', 'name', 'inactive'],
  }),
  toolOf(
    getAction({
      toolset: 'clients',
      name: 'get_client',
      title: 'Get client',
      description: 'One client.',
      resource: 'clients',
      fields: ['id', 'name', 'toplevel_name', 'inactive', 'notes', 'open_ticket_count'],
      always: { includedetails: true },
    }),
  ),
  list('clients', {
    name: 'find_users',
    title: 'Find users',
    description: 'Users by text or client.',
    resource: 'users',
    rows: 'users',
    filters: ['search', 'client_id'],
    fields: ['id', 'name', 'emailaddress', 'client_name', 'site_name'],
  }),
  list('assets', {
    name: 'find_assets',
    title: 'Find assets',
    description: 'Assets by text or client.',
    resource: 'assets',
    rows: 'assets',
    filters: ['search', 'client_id'],
    fields: ['id', 'inventory_number', 'assettype_name', 'client_name', 'inactive'],
  }),
  list('knowledge', {
    name: 'find_articles',
    title: 'Find articles',
    description: 'Articles by text.',
    resource: 'kbArticles',
    rows: 'articles',
    filters: ['search'],
    fields: ['id', 'name', 'tag_string'],
  }),
  toolOf(
    getAction({
      toolset: 'knowledge',
      name: 'get_article',
      title: 'Get article',
      description: 'One article with its text.',
      resource: 'kbArticles',
      fields: ['id', 'name', 'description', 'resolution', 'date_edited'],
      always: { includedetails: true },
    }),
  ),
];

const officeTools = (registry: ActionRegistry): Tool[] => [
  curated(registry, 'run_report'),
  curated(registry, 'run_sql_query'),
  list('billing', {
    name: 'find_invoices',
    title: 'Find invoices',
    description: 'Invoices by client.',
    resource: 'invoices',
    rows: 'invoices',
    filters: ['client_id', 'search'],
    fields: ['id', 'invoicenumber', 'client_name', 'invoice_date', 'total', 'amountdue'],
  }),
  list('billing', {
    name: 'find_contracts',
    title: 'Find contracts',
    description: 'Contracts by client.',
    resource: 'contracts',
    rows: 'contracts',
    filters: ['client_id', 'search'],
    fields: ['id', 'ref', 'client_name', 'start_date', 'end_date'],
  }),
  listConfig(),
];

/** A note, with little of what comes back. */
function noteTool(registry: ActionRegistry): Tool {
  const tool = curated(registry, 'add_ticket_note', ['outcome']);
  const { id = {}, ticket_id = {} } = tool.output.properties;
  return {
    ...tool,
    title: 'Add note',
    output: { ...tool.output, properties: { id, ticket_id } },
    run: async (context, input) => {
      const note = await tool.run(context, input);
      return { id: note.id, ticket_id: note.ticket_id };
    },
  };
}
