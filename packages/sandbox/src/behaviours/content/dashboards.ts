import { referenceOf } from 'halopsa-catalogue/references';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { route } from '../route.js';

/** What a dashboard can be narrowed to: fields of tickets that refer to other records. */
const COLUMNS = ['agent_id', 'client_id', 'site_id', 'tickettype_id', 'status_id'] as const;

const filterValues: Handler = ({ context }) =>
  json(
    COLUMNS.map((column) => ({
      column,
      values: [...context.records(referenceOf('tickets', column)?.resource ?? '').scan()].map(
        ({ id, name }) => ({ id, name }),
      ),
    })),
  );

export const dashboardsFilterValues: Behaviour = route('dashboards.filter-values', 'dashboards', {
  filterValues,
});
