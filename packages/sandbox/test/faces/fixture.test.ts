import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const halo = useSandbox({ beforeAll, afterAll, beforeEach });

describe('the fixture in vitest', () => {
  const count = (): number => halo.control.records('clients').length;
  const fresh = useSandbox({ beforeAll, afterAll, beforeEach }).control.records('clients').length;

  it('listens, and takes the credentials that it names', async () => {
    const form = { grant_type: 'client_credentials', client_id: halo.clientId, client_secret: halo.clientSecret, scope: 'all' };
    expect((await fetch(`${halo.url}/auth/token`, { method: 'POST', body: new URLSearchParams(form) })).status).toBe(200);
    halo.control.put('clients', { name: 'Of this test alone' });
    expect(count()).toBe(fresh + 1);
  });

  it('starts every test from the seed', () => {
    expect(count()).toBe(fresh);
    expect(halo.control.requestLog.list()).toEqual([]);
  });

  it('says what is wrong with its use', () => {
    expect(() => useSandbox({ beforeEach })).toThrow('needs the hooks');
    expect(() => useSandbox({ beforeAll: () => undefined, afterAll, beforeEach }).url).toThrow('inside a test or a hook');
  });
});

describe('the fixture in node:test', () => {
  it('starts, resets and stops with its hooks', async () => {
    const file = fileURLToPath(new URL('fixtures/node-test.mjs', import.meta.url));
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_TEST)/.test(name)));
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', file], { env });
    expect(stdout).toMatch(/# pass 2\n# fail 0/);
  });
});
