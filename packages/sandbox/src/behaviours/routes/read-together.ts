import { json } from '../../http/reply.js';
import type { Behaviour, Context } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';

/** What the web client loads first, by the name that it has there. */
const CACHED: Readonly<Record<string, string>> = {
  agents: 'agents',
  teams: 'teams',
  statuses: 'statuses',
  priorities: 'priorities',
  tickettypes: 'ticketTypes',
  ticketareas: 'ticketAreas',
  fieldinfos: 'fieldInfos',
  lookups: 'lookups',
  fields: 'fields',
  mailboxes: 'mailboxes',
};

/** One object holds what the web client needs at its start. */
export const clientCacheTogether: Behaviour = {
  ids: ['client-cache.together'],
  resource: 'clientCache',
  rules: {
    operations: {
      list: ({ context }) => {
        const cached = Object.entries(CACHED).map(([name, attribute]) => [name, [...context.records(attribute).scan()]]);
        const agent = context.records('agents').get(Number(context.session.agentId));
        return json({ agent, ...Object.fromEntries(cached) });
      },
    },
  },
};

/** The fields of every ticket type in one list, those of a group in its place. */
export const ticketTypeFieldsTogether: Behaviour = {
  ids: ['ticket-types.fields-listed'],
  resource: 'ticketTypeFields',
  rules: { source: (_query, context) => allFields(context) },
};

function allFields(context: Context): HaloRecord[] {
  const flat = (rows: readonly HaloRecord[]): HaloRecord[] =>
    rows.flatMap((row) => {
      const members = objectsOf((row.group as HaloRecord | undefined)?.fields);
      return members.length > 0 ? flat(members) : [row];
    });
  return [...context.records('ticketTypes').scan()].flatMap(({ fields }) => flat(objectsOf(fields)));
}

/** The log of deliveries is read newest first. */
export const webhookEventsNewestFirst: Behaviour = {
  ids: ['webhooks.log-newest-first'],
  resource: 'webhookEvents',
  rules: { order: { field: 'timestamp', descending: true } },
};

/** Charge rates of a client or contract, and those that hold for all. */
export const chargeRatesByOwner: Behaviour = {
  ids: ['charge-rates.by-owner'],
  resource: 'chargeRates',
  rules: {
    filters: {
      client_id: (value) => ({ field: 'area', accepts: (area) => area === Number(value) }),
      chargerate_id: (value) => ({ field: 'charge_id', accepts: (charge) => charge === Number(value) }),
      globalonly: (value) => (value === 'true' ? ({ area, contract_id: contract }) => !Number(area) && !Number(contract) : undefined),
    },
  },
};

/** An expense belongs to an agent and a ticket, and waits for its review. */
export const expensesStart: Behaviour = {
  ids: ['expenses.review'],
  priority: 'derived',
  resource: 'expenses',
  rules: {
    prepare: ({ before, next }, context) => {
      if (before) return;
      next.agent_id ??= context.session.agentId;
      next.reviewed ??= false;
      const ticket = context.records('tickets').get(Number(next.fault_id));
      if (ticket) Object.assign(next, { client_id: ticket.client_id, client_name: ticket.client_name, site_id: ticket.site_id });
    },
  },
};
