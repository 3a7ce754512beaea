import { allResources, findResource } from 'halopsa-catalogue';
import { everydayResources } from 'halopsa-catalogue/details';
import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verbsOf } from '../src/topics/verbs.js';
import { faultsOf, listSchema, rowSchema } from './support/json-schemas.js';
import { halo } from './support/test-host.js';

let server: RunningServer;
beforeAll(async () => {
  server = await createSandbox({ seed: 'small' }).serve();
});
afterAll(() => server.close());

describe('halo <topic> list', () => {
  it('prints JSON that its schema allows and the completeness line for every resource that has one', async () => {
    const env = { HALO_TENANT_URL: server.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' };
    const failed: unknown[] = [];
    let lists = 0;
    let refusals = 0;
    for (const resource of allResources()) {
      if (!verbsOf(resource).some(({ kind }) => kind === 'list')) continue;
      lists += 1;
      const needed = (resource.needs.list ?? []).flatMap((name) => [`--${name}`, '1']);
      const { exit, stdout, stderr } = await halo([resource.topic, 'list', '--json', ...needed], { env });
      // Some routes of the real server refuse every application; the sandbox does as it does.
      const refused = exit === 1 && JSON.parse(stderr).error.status === 400;
      const fine = refused || (exit === 0 && Array.isArray(JSON.parse(stdout)) && /^[\d,]+ of [\d,]+/.test(stderr));
      if (refused) refusals += 1;
      if (fine && !refused)
        failed.push(...faultsOf(listSchema(resource.attribute), JSON.parse(stdout)).map((fault) => `${resource.topic}${fault}`));
      if (!fine) failed.push({ topic: resource.topic, exit, stderr });
    }
    expect(failed).toEqual([]);
    expect(lists).toBeGreaterThan(340);
    expect(refusals).toBeLessThan(5);
  });

  it('and get print a record that its schema allows, for every common topic', async () => {
    const env = { HALO_TENANT_URL: server.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' };
    const wrong: string[] = [];
    for (const attribute of everydayResources) {
      const { topic } = findResource(attribute)!;
      const parent = attribute === 'actions' ? ['--ticket-id', '1234'] : [];
      const [row] = JSON.parse((await halo([topic, 'list', '--json', ...parent], { env })).stdout) as { id: number | string }[];
      if (row === undefined) continue;
      const { exit, stdout, stderr } = await halo([topic, 'get', String(row.id), '--json', ...parent], { env });
      const faults = exit === 0 ? faultsOf(rowSchema(attribute), JSON.parse(stdout)) : [stderr];
      wrong.push(...faults.map((fault) => `${topic} get ${row.id}: ${fault}`));
    }
    expect(wrong).toEqual([]);
  });
});
