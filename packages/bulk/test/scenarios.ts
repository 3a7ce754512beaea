import type { PlanRequest } from 'halopsa-bulk';
import { createPlan, openSource } from 'halopsa-bulk';
import type { HaloRecord, Sandbox } from 'halopsa-sandbox';
import type { Workshop } from './workshop.js';

/** A kind of job with the state that it starts from, made the same way in every sandbox. */
export interface Scenario {
  readonly name: string;
  readonly count: number;
  readonly mode: PlanRequest['mode'];
  readonly match: readonly string[];
  prepare(sandbox: Sandbox): void;
  csv(sandbox: Sandbox): string;
}

/** The tenant has a client of its own beside ours. */
const ours = (sandbox: Sandbox): HaloRecord[] =>
  sandbox.control.records('clients').filter(({ name }) => String(name).startsWith('Client '));
/** Ids of the clients that a scenario has put there. */
export const idsOf = (sandbox: Sandbox): number[] => ours(sandbox).map(({ id }) => Number(id));
const putClients = (sandbox: Sandbox, from: number, to: number): void => {
  for (let at = from; at < to; at += 1) sandbox.control.put('clients', { name: `Client ${at}`, item_tax_code: 2 });
};

/** One job of each mode, of so many rows; the upsert meets records that are there and others that are not. */
export const scenariosOf = (count: number): readonly Scenario[] => [
  {
    name: 'update',
    count,
    mode: 'update',
    match: ['id'],
    prepare: (sandbox) => putClients(sandbox, 0, count),
    csv: (sandbox) =>
      `id,item_tax_code\n${idsOf(sandbox)
        .map((id) => `${id},1`)
        .join('\n')}\n`,
  },
  {
    name: 'create',
    count,
    mode: 'create',
    match: ['name'],
    prepare: () => undefined,
    csv: () => `name,item_tax_code\n${Array.from({ length: count }, (_, at) => `Client ${at},1`).join('\n')}\n`,
  },
  {
    name: 'upsert',
    count,
    mode: 'upsert',
    match: ['name'],
    prepare: (sandbox) => putClients(sandbox, 0, count / 2),
    csv: () => `name,item_tax_code\n${Array.from({ length: count }, (_, at) => `Client ${at},1`).join('\n')}\n`,
  },
  {
    name: 'delete',
    count,
    mode: 'delete',
    match: ['id'],
    prepare: (sandbox) => putClients(sandbox, 0, count / 4),
    csv: (sandbox) => `id\n${idsOf(sandbox).join('\n')}\n`,
  },
];

/** Jobs of several requests each. */
export const scenarios = scenariosOf(260);

/** Plans a scenario in a workshop that was prepared for it. */
export async function planScenario(
  workshop: Pick<Workshop, 'sandbox' | 'tenant' | 'file' | 'path'>,
  scenario: Scenario,
  name = 'job.plan',
): Promise<string> {
  const { mode, match } = scenario;
  const source = await openSource(workshop.file(`${name}.csv`, scenario.csv(workshop.sandbox)));
  const { path } = await createPlan({ resource: 'clients', mode, match, source, out: workshop.path(name), tenant: workshop.tenant });
  return path;
}

/** What a tenant holds, without what differs from run to run: the ids of new records depend on the order of requests. */
export const stateOf = (sandbox: Sandbox): string[] =>
  ours(sandbox)
    .map(({ name, item_tax_code }) => `${String(name)} ${String(item_tax_code)}`)
    .sort();

/** The state after a scenario that nothing disturbed. */
export function expectedState(scenario: Scenario): string[] {
  const names = Array.from({ length: scenario.count }, (_, at) => `Client ${at} 1`).sort();
  return scenario.mode === 'delete' ? [] : names;
}
