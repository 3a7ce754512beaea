import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloClient } from 'halopsa';
import { applyPlan, createPlan, openSource, type PlanFooter, readMapFile, Tenant } from 'halopsa-bulk';
import { createSandbox } from 'halopsa-sandbox';
import { afterAll, expect, test } from 'vitest';
import { eventLog } from '../../examples/incidents/event-log.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-incidents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const incidents = 200;
const sandbox = createSandbox({ seed: 'small' });
const budget = { requests: 100_000, windowMs: 1000 };
const halo = new HaloClient({
  tenantUrl: 'https://sandbox.example',
  clientId: 'sandbox',
  clientSecret: 'sandbox',
  fetch: sandbox.fetch as typeof fetch,
  budget,
});
const tenant = new Tenant(halo, { url: 'https://sandbox.example' });
const log = join(folder, 'log.csv');
const text = eventLog(incidents);
writeFileSync(log, text);

async function run(name: string, resource: string, map: string, key: string): Promise<PlanFooter> {
  const { path, footer } = await createPlan({
    resource,
    mode: 'create',
    match: [key],
    source: await openSource(log, { duplicateHeadings: 'number' }),
    mapping: await readMapFile(join(import.meta.dirname, map)),
    out: join(folder, `${name}.plan`),
    tenant,
  });
  const result = await applyPlan(path, tenant, { verify: resource === 'tickets' ? 'all' : 'none' });
  expect(result).toMatchObject({ failed: 0, unknown: 0, waiting: 0 });
  return footer;
}

test('an incident event log becomes tickets with actions; a second run changes nothing', async () => {
  const lines = text.trimEnd().split('\n').slice(1);
  const numbers = new Set(lines.map((line) => line.split(',')[0]));
  expect((await run('first', 'tickets', 'incidents.map.yaml', 'third_party_id_string')).counts).toMatchObject({
    create: incidents,
    error: 0,
  });
  expect((await run('events', 'actions', 'events.map.yaml', 'ticket_id+note')).counts).toMatchObject({ create: lines.length, error: 0 });
  const tickets = sandbox.control.records('tickets').filter(({ third_party_id_string: number }) => numbers.has(String(number)));
  expect(tickets).toHaveLength(incidents);
  const ids = new Set(tickets.map(({ id }) => id));
  expect(sandbox.control.records('actions').filter(({ ticket_id }) => ids.has(ticket_id as number))).toHaveLength(lines.length);

  const state = (resource: string): string => JSON.stringify(sandbox.control.records(resource));
  const before = [state('tickets'), state('actions')];
  expect((await run('again', 'tickets', 'incidents.map.yaml', 'third_party_id_string')).counts).toMatchObject({
    create: 0,
    skip: incidents,
  });
  expect((await run('events-again', 'actions', 'events.map.yaml', 'ticket_id+note')).counts).toMatchObject({
    create: 0,
    skip: lines.length,
  });
  expect([state('tickets'), state('actions')]).toEqual(before);
});
