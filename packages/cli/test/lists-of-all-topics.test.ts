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
    let refusals = 0;
    const listed = allResources().filter((resource) => verbsOf(resource).some(({ kind }) => kind === 'list'));
    expect(listed.length).toBeGreaterThan(340);
    for (const { topic, attribute, needs } of listed) {
      const needed = (needs.list ?? []).flatMap((name) => [`--${name}`, '1']);
      const { exit, stdout, stderr } = await halo([topic, 'list', '--json', ...needed], { env });
      // Some routes of the real server refuse every application; the sandbox does the same.
      const refused = exit === 1 && JSON.parse(stderr).error.status === 400;
      if (refused) refusals += 1;
      else if (exit !== 0 || !Array.isArray(JSON.parse(stdout)) || !/^[\d,]+ of [\d,]+/.test(stderr)) failed.push({ topic, exit, stderr });
      else failed.push(...faultsOf(listSchema(attribute), JSON.parse(stdout)).map((fault) => `${topic}${fault}`));
    }
    expect(failed).toEqual([]);
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
