import { createPlan, openSource, type PlanRequest, type PlanResult } from 'halopsa-bulk';
import type { Workshop } from './workshop.js';

/** Plans the rows of a CSV text: for new tickets, unless the request says something else. */
export async function plannedRows(workshop: Workshop, csv: string, request: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const source = await openSource(workshop.file('rows.csv', csv));
  const out = workshop.path(`${Math.random()}.plan`);
  return createPlan({ resource: 'tickets', mode: 'create', checkForms: false, source, out, tenant: workshop.tenant, ...request });
}

/** Puts a record into the sandbox and gives its id. */
export const putRecord = ({ sandbox }: Workshop, resource: string, record: Readonly<Record<string, unknown>>): number =>
  Number(sandbox.control.put(resource as 'clients', record).id);
