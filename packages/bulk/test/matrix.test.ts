import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyPlan,
  type BulkStoppedError,
  createPlan,
  openSource,
  type RowResult,
  readResults,
  readStatus,
  resumePlan,
} from 'halopsa-bulk';
import type { FaultRule } from 'halopsa-sandbox';
import { runs } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { type Held, recordsOf } from './server-count.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const program = join(import.meta.dirname, 'apply-process.js');
const rows = 130;
const names = Array.from({ length: rows }, (_, at) => `Row ${String(at).padStart(3, '0')}`);
const oldColour = '#111111';
const newColour = '#222222';

/** How a job tells its records apart. */
interface Way {
  readonly name: string;
  readonly mode: 'create' | 'update' | 'upsert' | 'delete';
  readonly match?: readonly string[];
  readonly marker?: string;
  /** Whether a new record whose answer is lost can be found again. */
  readonly isFound: boolean;
}

const ways: readonly Way[] = [
  { name: 'create by a marker', mode: 'create', marker: 'ref', isFound: true },
  { name: 'create by a key', mode: 'create', match: ['name'], isFound: true },
  { name: 'create by a key of two fields', mode: 'create', match: ['name+colour'], isFound: true },
  { name: 'create by a key and a marker', mode: 'create', match: ['name'], marker: 'ref', isFound: true },
  { name: 'create by nothing', mode: 'create', isFound: false },
  { name: 'upsert by a key', mode: 'upsert', match: ['name'], isFound: true },
  { name: 'upsert by a key and a marker', mode: 'upsert', match: ['name'], marker: 'ref', isFound: true },
  { name: 'update by the id', mode: 'update', match: ['id'], isFound: true },
  { name: 'update by a key', mode: 'update', match: ['name'], isFound: true },
  { name: 'delete by the id', mode: 'delete', match: ['id'], isFound: true },
  { name: 'delete by a key', mode: 'delete', match: ['name'], isFound: true },
];

type Fault = Omit<FaultRule, 'operation'>;

const after = { phase: 'after' } as const;
const faults: readonly (readonly [string, Fault])[] = [
  ['a reset before', { kind: 'reset' }],
  ['a reset after', { kind: 'reset', ...after }],
  ['500 before', { kind: 'status', status: 500 }],
  ['500 after', { kind: 'status', status: 500, ...after }],
  ['504 before', { kind: 'status', status: 504 }],
  ['504 after', { kind: 'status', status: 504, ...after }],
  ['an HTML page after', { kind: 'html', ...after }],
  ['an answer cut in the middle', { kind: 'cut' }],
  ['half an answer', { kind: 'truncated' }],
  ['429', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
  ['an expired token', { kind: 'status', status: 401 }],
];

const verbOf = ({ mode }: Way): string => (mode === 'delete' ? 'clients.delete' : 'clients.upsert');

/** The first rows of an upsert, and all rows of an update and a delete, are there already. */
const isThere = ({ mode }: Way, at: number): boolean => mode !== 'create' && (mode !== 'upsert' || at < rows / 2);

async function planWay(workshop: Workshop, way: Way): Promise<string> {
  const ids = names.map((name, at) => (isThere(way, at) ? workshop.sandbox.control.put('clients', { name, colour: oldColour }).id : ''));
  const byId = way.match?.[0] === 'id';
  const text = byId
    ? `id,colour\n${ids.map((id) => `${id},${newColour}`).join('\n')}\n`
    : `name,colour\n${names.map((name) => `${name},${newColour}`).join('\n')}\n`;
  const source = await openSource(workshop.file('rows.csv', text));
  const { mode, match, marker } = way;
  const plan = { resource: 'clients', mode, match, marker, source, out: workshop.path('job.plan'), tenant: workshop.tenant };
  return (await createPlan(plan)).path;
}

const isBegun = async (plan: string): Promise<boolean> =>
  existsSync(`${plan}.journal`) && statSync(`${plan}.journal`).size > 0 && (await readStatus(plan)).state !== 'planned';

/** Applies, and goes on until the job is at its end. */
async function finish(workshop: Workshop, plan: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const work = (await isBegun(plan)) ? resumePlan : applyPlan;
    const error = await work(plan, workshop.newTenant(), { settleMs: 5, verify: 'all' }).then(
      () => undefined,
      (failure: BulkStoppedError) => failure,
    );
    if (!error) return;
    if (attempt > 20 || error.code !== 'halo/bulk-stopped') throw error;
  }
}

/** No row may be there twice, none may be lost, and what is said of each row has to be so. */
async function judge(workshop: Workshop, plan: string, way: Way, mostUnknown = 1): Promise<void> {
  const held = new Map<string, Held[]>();
  for (const record of await recordsOf(workshop.url, '/Client', 'clients'))
    held.set(String(record['name']), [...(held.get(String(record['name'])) ?? []), record]);
  const results = await collect(readResults(plan));
  expect(results).toHaveLength(rows);
  const faulty = results.flatMap((result, at) => fault(result, held.get(names[at]!) ?? [], isThere(way, at)) ?? []);
  expect(faulty).toEqual([]);
  const status = await readStatus(plan);
  expect(status).toMatchObject({ state: 'finished', failed: 0, skipped: 0, waiting: 0 });
  expect(status.unknown).toBeLessThanOrEqual(way.isFound ? 0 : mostUnknown);
}

/** What is wrong with what is said of a row, or with how often its record stands on the server. */
function fault({ outcome, row, id }: RowResult, found: readonly Held[], wasThere: boolean): string | undefined {
  const text = `row ${row} is called ${outcome}, and ${found.length} stand there: ${JSON.stringify(found.map((one) => [one['id'], one['colour']]))}`;
  if (found.length > 1) return text;
  const [record] = found;
  const isRight: Partial<Record<string, boolean>> = {
    created: !wasThere && record?.['colour'] === newColour && record['id'] === id,
    updated: wasThere && record?.['colour'] === newColour,
    deleted: found.length === 0,
    failed: wasThere ? record?.['colour'] === oldColour : found.length === 0,
    unknown: !wasThere,
  };
  return isRight[outcome] ? undefined : text;
}

/** Every fault of every way in the full run; in the small one each way meets a few, and all faults come. */
const faultsOf = (way: Way): readonly (readonly [string, Fault])[] => faults.filter((_, at) => (at + ways.indexOf(way)) % runs(6, 1) === 0);

describe.each(ways)('$name', (way) => {
  test.each(faultsOf(way))('%s, at the first two requests: nothing twice, nothing lost, nothing said that is not so', async (_, rule) => {
    await using workshop = await openWorkshop();
    const plan = await planWay(workshop, way);
    const { faults: table } = workshop.sandbox.control;
    table.add({ ...rule, operation: verbOf(way), count: 1 });
    table.add({ ...rule, operation: verbOf(way), count: 1 });
    await finish(workshop, plan);
    expect(table.list()).toEqual([]);
    await judge(workshop, plan, way, 2);
  });

  test('an answer names its first record twice', async () => {
    await using workshop = await openWorkshop();
    const plan = await planWay(workshop, way);
    const tenant = workshop.newTenant();
    const write = tenant.write.bind(tenant);
    tenant.write = async (...given) => {
      const answered = await write(...given);
      return [answered[0]!, ...answered];
    };
    await applyPlan(plan, tenant, { settleMs: 5, verify: 'all' });
    await judge(workshop, plan, way);
  });

  test.each(Array.from({ length: runs(1, 40) }, (_, at) => at))('killed while a request is under way (run %i)', async (run) => {
    await using workshop = await openWorkshop();
    const plan = await planWay(workshop, way);
    const phase = run % 2 === 0 ? 'after' : 'before';
    await killDuring(workshop, plan, { kind: 'hang', phase, operation: verbOf(way), skip: (run >> 1) % 3, count: 1 });
    await finish(workshop, plan);
    // Two requests are under way at once, and those without a key carry one record each.
    await judge(workshop, plan, way, 2);
  });
});

/** Starts the job in a process of its own and kills it while its request hangs, which the server has carried out or not. */
async function killDuring(workshop: Workshop, plan: string, rule: FaultRule): Promise<void> {
  const { faults: table } = workshop.sandbox.control;
  table.add(rule);
  const child: ChildProcess = spawn(process.execPath, [program, 'begin', plan, workshop.url], { stdio: 'ignore' });
  const ended = once(child, 'close');
  while (table.list().length > 0 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
  // What was begun beside it has its time to end as it may.
  await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await ended;
  table.clear();
}
