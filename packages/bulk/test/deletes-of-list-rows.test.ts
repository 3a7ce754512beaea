import { readFileSync } from 'node:fs';
import { applyPlan, createPlan, openSource, readStatus } from 'halopsa-bulk';
import { allResources } from 'halopsa-catalogue';
import type { HaloRecord } from 'halopsa-sandbox';
import { expect, test } from 'vitest';
import { openWorkshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'none' } as const;

/** Resources whose records can be deleted and not be read by themselves. */
const listedOnly = allResources().filter(({ operations }) => operations.delete && operations.list && !operations.get);

const texts: Readonly<Record<string, (at: number) => Record<string, unknown>>> = {
  integrationExports: (at) => ({ third_party_name: `Export ${at}`, halo_id: at }),
  outgoingEmails: (at) => ({ subject: `Mail ${at}`, html: `Text of ${at}: "quoted", ünïcode\nand lines` }),
};

test('there are two such resources, and no others that nobody tests', () => {
  expect(listedOnly.map(({ attribute }) => attribute).sort()).toEqual(Object.keys(texts).sort());
});

test.each(listedOnly.map((resource) => [resource.attribute]))(
  '%s are kept as their list shows them before they are deleted',
  async (name) => {
    await using workshop = await openWorkshop();
    const { sandbox, tenant } = workshop;
    const put = (at: number): number => Number(sandbox.control.put(name, texts[name]!(at)).id);
    const ids = Array.from({ length: 30 }, (_, at) => put(at));
    const stays = put(99);
    const shown = (
      await (async () => {
        const rows: HaloRecord[] = [];
        for await (const page of tenant.pages(name)) rows.push(...(page as HaloRecord[]));
        return rows;
      })()
    ).filter(({ id }) => ids.includes(Number(id)));
    expect(shown).toHaveLength(30);

    const source = await openSource(workshop.file('gone.csv', `id\n${ids.join('\n')}\n`));
    const { path, footer } = await createPlan({ resource: name, mode: 'delete', source, out: workshop.path('gone.plan'), tenant });
    expect(footer.counts).toMatchObject({ delete: 30, error: 0 });
    expect(footer.warnings).toContain(
      `Deleted records cannot be brought back by this program. Before each is deleted, what the list shows of it is written to ${path}.deleted.ndjson.`,
    );
    sandbox.control.requestLog.clear();
    expect(await applyPlan(path, tenant, quick)).toMatchObject({ done: 30, failed: 0, backup: `${path}.deleted.ndjson` });
    const sent = sandbox.control.requestLog.list().filter(({ url }) => url.includes('/api/'));
    expect(sent.length).toBeLessThanOrEqual(footer.requests);
    expect(sandbox.control.records(name).map(({ id }) => id)).toContain(stays);
    expect(sandbox.control.records(name).filter(({ id }) => ids.includes(Number(id)))).toEqual([]);

    const lines = readFileSync(`${path}.deleted.ndjson`, 'utf8').trimEnd().split('\n');
    const kept = lines.map((line) => JSON.parse(line) as HaloRecord);
    const byId = (one: HaloRecord, other: HaloRecord): number => Number(one.id) - Number(other.id);
    expect(kept.sort(byId)).toEqual(shown.sort(byId));
    for (const [at, record] of kept.entries()) expect(record).toMatchObject(texts[name]!(at));
  },
);

test.each(listedOnly.map((resource) => [resource.attribute]))('%s are not deleted where their list cannot be read', async (name) => {
  await using workshop = await openWorkshop();
  const { sandbox, tenant } = workshop;
  const ids = [1, 2, 3].map((at) => Number(sandbox.control.put(name, texts[name]!(at)).id));
  const source = await openSource(workshop.file('gone.csv', `id\n${ids.join('\n')}\n`));
  const { path } = await createPlan({ resource: name, mode: 'delete', source, out: workshop.path('gone.plan'), tenant });
  sandbox.control.faults.add({ kind: 'status', status: 403, operation: `${name}.list` });
  await expect(applyPlan(path, tenant, quick)).rejects.toThrow('403');
  expect(sandbox.control.records(name).filter(({ id }) => ids.includes(Number(id)))).toHaveLength(3);
  expect(await readStatus(path)).toMatchObject({ done: 0, waiting: 3 });
});
