import { applyPlan, createPlan, openSource, type PlanRequest, type PlanResult, planUndo, resumePlan, type Verify } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

/** Requests that something makes of the server, tokens aside. */
async function requestsOf<T>({ sandbox }: Workshop, work: () => Promise<T>): Promise<{ result: T; requests: number }> {
  sandbox.control.requestLog.clear();
  const result = await work();
  return { result, requests: sandbox.control.requestLog.list().filter(({ operation }) => operation !== 'token').length };
}

async function planText(workshop: Workshop, text: string, more: Partial<PlanRequest>): Promise<PlanResult> {
  const out = workshop.path(`${Math.random()}.plan`);
  const source = await openSource(workshop.file('rows.csv', text));
  return createPlan({ resource: 'clients', mode: 'update', source, out, tenant: workshop.tenant, ...more });
}

const applied = (workshop: Workshop, path: string, verify: Verify): Promise<{ requests: number }> =>
  requestsOf(workshop, () => applyPlan(path, workshop.tenant, { settleMs: 1, verify }));

const clients = ({ sandbox }: Workshop, count: number): number[] =>
  Array.from({ length: count }, (_, at) => Number(sandbox.control.put('clients', { name: `Client ${at}`, colour: '#111111' }).id));

interface Way {
  readonly name: string;
  /** Records that are there, and rows of the sheet. */
  readonly there: number;
  readonly rows: number;
  readonly more: Partial<PlanRequest>;
  /** Columns besides id or name. */
  readonly columns?: string;
  readonly cells?: string;
  /** Whether the forecast is the most that it takes, since nobody knows what the list will show. */
  readonly isMost?: true;
}

const ways: readonly Way[] = [
  { name: 'an update of a few in a long list', there: 3_000, rows: 12, more: {} },
  { name: 'an update of some in a long list', there: 6_000, rows: 50, more: {} },
  { name: 'an update of many', there: 1_000, rows: 900, more: {} },
  { name: 'a delete of many', there: 600, rows: 500, more: { mode: 'delete' } },
  {
    name: 'an update of a field that the list does not show',
    there: 300,
    rows: 60,
    more: {},
    columns: 'notes',
    cells: 'new',
    isMost: true,
  },
  { name: 'new records without a key', there: 500, rows: 40, more: { mode: 'create' } },
  { name: 'new records with a key', there: 500, rows: 350, more: { mode: 'create', match: ['name'] } },
  { name: 'an upsert', there: 500, rows: 800, more: { mode: 'upsert', match: ['name'] } },
];

test.each(ways)('the forecast of $name is what it takes, with and without --verify all', async (way) => {
  const { there, rows, more, columns = 'colour', cells = '#222222', isMost = false } = way;
  for (const verify of ['none', 'all'] as const) {
    await using workshop = await openWorkshop();
    const ids = clients(workshop, there);
    const byName = more.mode === 'create' || more.mode === 'upsert';
    const nameOf = (at: number): string => (more.mode === 'create' ? `New ${at}` : `Client ${at}`);
    const lines = Array.from({ length: rows }, (_, at) => `${byName ? nameOf(at) : ids[at]},${cells}`);
    const { path, footer } = await planText(workshop, `${byName ? 'name' : 'id'},${columns}\n${lines.join('\n')}\n`, more);
    const { requests } = await applied(workshop, path, verify);
    const forecast = footer.requests + (verify === 'all' ? footer.verify!.requests : 0);
    const isRight = (off: number): boolean => off <= 3 && (off >= -3 || (isMost && verify === 'all'));
    expect([way.name, verify, requests - forecast]).toEqual([way.name, verify, expect.toSatisfy(isRight)]);
  }
});

test('the forecast of an undo is what it takes: of changes and of new records', async () => {
  await using workshop = await openWorkshop();
  const ids = clients(workshop, 400);
  const changed = await planText(workshop, `id,colour\n${ids.map((id) => `${id},#222222`).join('\n')}\n`, {});
  await applyPlan(changed.path, workshop.tenant);
  const names = Array.from({ length: 60 }, (_, at) => `New ${at},#222222`).join('\n');
  const made = await planText(workshop, `name,colour\n${names}\n`, { mode: 'create', match: ['name'] });
  await applyPlan(made.path, workshop.tenant);
  for (const { path } of [changed, made]) {
    const undo = await planUndo({ plan: path, out: `${path}.undo`, tenant: workshop.tenant });
    const { requests } = await applied(workshop, undo.path, 'none');
    expect(Math.abs(requests - undo.footer.requests)).toBeLessThanOrEqual(3);
  }
  expect(workshop.sandbox.control.records('clients').filter(({ colour }) => colour === '#222222')).toEqual([]);
});

test('a job of which little is left reads no long list to go on', async () => {
  await using workshop = await openWorkshop();
  const ids = clients(workshop, 3_000);
  const { path } = await planText(
    workshop,
    `id,colour\n${ids
      .slice(0, 2_000)
      .map((id) => `${id},#222222`)
      .join('\n')}\n`,
    {},
  );
  workshop.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'clients.upsert', skip: 19 });
  await expect(applyPlan(path, workshop.tenant, { verify: 'none' })).rejects.toThrow();
  workshop.sandbox.control.faults.clear();
  const { result, requests } = await requestsOf(workshop, () => resumePlan(path, workshop.tenant, { verify: 'none' }));
  expect(result).toMatchObject({ done: 2_000, waiting: 0 });
  expect(requests).toBeLessThan(40);
});
