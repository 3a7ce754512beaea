import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../architecture/workspace.js';
import { ConsumerProject } from './project.js';

const binOf = (name: string): string => join(root, 'node_modules', '.bin', name);

describe('packages installed from their tarballs', () => {
  const project = new ConsumerProject();
  beforeAll(() => project.install(), 120_000);
  afterAll(() => project.remove());

  /** An entry point that serves another library is named after it; a consumer that does not use that library does not install it. */
  const ofOptionalPeers: readonly string[] = ['halopsa-sandbox/msw'];
  const all = (): string[] =>
    project.packages.flatMap(({ name, entryPoints }) => entryPoints.map((entry) => (entry === '.' ? name : `${name}${entry.slice(1)}`)));
  const specifiers = (): string[] => all().filter((name) => !ofOptionalPeers.includes(name));

  test('an entry point of an optional peer is there, and asks for that peer alone', async () => {
    expect(all()).toEqual(expect.arrayContaining([...ofOptionalPeers]));
    for (const name of ofOptionalPeers) {
      const { code, stderr } = await project.run(process.execPath, ['--input-type=module', '-e', `await import('${name}')`]);
      expect({ code, missing: /Cannot find package '([^']+)'/.exec(stderr)?.[1] }).toEqual({ code: 1, missing: name.split('/')[1] });
    }
  });

  test('every package and every entry point is there, with a licence and a page to read', () => {
    expect(specifiers()).toEqual(expect.arrayContaining(['halopsa', 'halopsa-catalogue', 'halopsa-catalogue/schemas', 'halopsa-sandbox']));
    for (const { name } of project.packages) {
      for (const file of ['LICENSE', 'README.md', 'package.json']) {
        expect(statSync(join(project.folder, 'node_modules', name, file)).size, `${name}/${file}`).toBeGreaterThan(100);
      }
    }
  });

  test('ES modules import every entry point', async () => {
    const lines = specifiers().map((name, at) => `import * as m${at} from '${name}'; console.log('${name}', typeof m${at});`);
    project.write('all.mjs', lines.join('\n'));
    const { code, stdout, stderr } = await project.run(process.execPath, ['all.mjs']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toEqual(specifiers().map((name) => `${name} object`));
  });

  test('CommonJS requires every entry point, and the classes are the same ones', async () => {
    project.write(
      'all.cjs',
      `${specifiers()
        .map((name) => `require('${name}');`)
        .join('\n')}
      const { HaloClient } = require('halopsa');
      import('halopsa').then((m) => console.log(m.HaloClient === HaloClient));`,
    );
    const { code, stdout, stderr } = await project.run(process.execPath, ['--no-warnings', 'all.cjs']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'true\n', stderr: '' });
  });

  test('the fixture works in jest, which is installed as a user would', async () => {
    await project.npm('install', 'jest@30');
    project.write(
      'sandbox.test.js',
      `import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
      import { useSandbox } from 'halopsa-sandbox/fixture';
      const halo = useSandbox({ beforeAll, afterAll, beforeEach });
      const suppliers = () => halo.control.records('suppliers').filter(({ name }) => name === 'Of this test alone').length;
      test('a test writes', async () => {
        expect((await fetch(halo.url + '/api/AuthInfo')).status).toBe(200);
        halo.control.put('suppliers', { name: 'Of this test alone' });
        expect(suppliers()).toBe(1);
      });
      test('and the next one sees nothing of it', () => expect(suppliers()).toBe(0));`,
    );
    const jest = join(project.folder, 'node_modules', 'jest', 'bin', 'jest.js');
    const { code, stderr } = await project.run(process.execPath, ['--experimental-vm-modules', jest, '--ci', 'sandbox.test.js']);
    expect({ code, passed: /Tests: +2 passed, 2 total/.test(stderr), stderr }).toMatchObject({ code: 0, passed: true });
  }, 180_000);

  test('a bundle works away from node_modules', async () => {
    project.write(
      'app.ts',
      `import { HaloClient } from 'halopsa';
      import { createSandbox } from 'halopsa-sandbox';
      const sandbox = createSandbox();
      const fetch = sandbox.fetch as typeof globalThis.fetch;
      const halo = new HaloClient({ tenantUrl: 'https://bundle.example', clientId: 'sandbox', clientSecret: 'sandbox', fetch });
      const page = await halo.clients.list({ pageinate: true, page_no: 1, page_size: 5 });
      console.log(page.items.length);
      await halo.close();`,
    );
    const options = ['app.ts', '--bundle', '--format=esm', '--platform=node', '--outfile=away/app.mjs'];
    const built = await project.run(binOf('esbuild'), options);
    expect({ code: built.code, stderr: built.stderr.includes('warning') }).toEqual({ code: 0, stderr: false });
    const away = project.write('away/run.mjs', readFileSync(join(project.folder, 'away', 'app.mjs'), 'utf8'));
    expect(await project.run(process.execPath, [away])).toEqual({ code: 0, stdout: '5\n', stderr: '' });
  });

  test('the types compile in a strict project, and refuse what the API does not have', async () => {
    project.write(
      'typed.ts',
      `import { HaloClient } from 'halopsa';
      import type { Ticket } from 'halopsa-catalogue/types';
      declare const halo: HaloClient;
      export async function summaries(): Promise<(string | null | undefined)[]> {
        const tickets = await halo.tickets.listAll({ open_only: true, client_id: 12 }).toArray();
        return tickets.map((ticket) => ticket.summary);
      }
      export const one = (): Promise<Ticket> => halo.tickets.get(1234, { includedetails: true });
      export const record: Ticket = { id: 1, summary: 'x' };`,
    );
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom,esnext.disposable',
      '--types',
      '',
    ];
    const good = await project.run(binOf('tsc'), [...options, 'typed.ts']);
    expect(good).toEqual({ code: 0, stdout: '', stderr: '' });
    project.write(
      'wrong.ts',
      `import { HaloClient } from 'halopsa';
      declare const halo: HaloClient;
      export const a = halo.tickets.list({ clientid: 12 });
      export const b = halo.nothings;
      export const c = halo.timesheets.delete(1);
      export const d = halo.tickets.list({ client_id: 'twelve' });`,
    );
    const bad = await project.run(binOf('tsc'), [...options, '--pretty', 'false', 'wrong.ts']);
    expect(bad.code).not.toBe(0);
    expect([...new Set([...bad.stdout.matchAll(/^wrong\.ts\((\d+),/gm)].map((found) => found[1]))]).toEqual(['3', '4', '5', '6']);
  });

  test('npx halo prints its version and works against a server', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await project.run('npx', ['--no-install', 'halo', '--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
    await using server = await createSandbox().serve();
    const env = { HALO_TENANT_URL: server.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' };
    const { code, stdout } = await project.run('npx', ['--no-install', 'halo', 'clients', 'get', '12', '--json'], env);
    expect({ code, id: (JSON.parse(stdout) as { id: number }).id }).toEqual({ code: 0, id: 12 });
  });

  test('a global installation gives the halo command', async () => {
    const prefix = join(project.folder, 'global');
    await project.npm('install', '--global', '--prefix', prefix, ...project.packages.map((one) => one.tarball));
    const { code, stdout } = await project.run(join(prefix, 'bin', 'halo'), ['tickets', 'list', '--help']);
    expect({ code, shows: stdout.includes('--client ') }).toEqual({ code: 0, shows: true });
  }, 120_000);
});
