import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { route } from '../route.js';

/** What a dashboard can be narrowed to: the columns of its filters, with their values. */
const FILTERED = {
  agent_id: 'agents',
  client_id: 'clients',
  site_id: 'sites',
  tickettype_id: 'ticketTypes',
  status_id: 'statuses',
} as const;

const filterValues: Handler = ({ context }) =>
  json(
    Object.entries(FILTERED).map(([column, attribute]) => ({
      column,
      values: [...context.records(attribute).scan()].map(({ id, name }) => ({ id, name })),
    })),
  );

export const dashboardsFilterValues: Behaviour = route('dashboards.filter-values', 'dashboards', {
  filterValues,
});
