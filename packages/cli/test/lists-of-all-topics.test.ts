import { allResources } from 'halopsa-catalogue';
import { createSandbox } from 'halopsa-sandbox';
import { describe, expect, it } from 'vitest';
import { verbsOf } from '../src/topics/verbs.js';
import { halo } from './support/test-host.js';

describe('halo <topic> list', () => {
  it('prints parsable JSON and the completeness line for every resource that has one', async () => {
    const server = await createSandbox({ seed: 'small' }).serve();
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
      if (!fine) failed.push({ topic: resource.topic, exit, stderr });
    }
    await server.close();
    expect(failed).toEqual([]);
    expect(lists).toBeGreaterThan(340);
    expect(refusals).toBeLessThan(5);
  });
});
