import { createSandbox } from 'halopsa-sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { halo } from './support/halo-process.js';
import { startTenant, type Tenant } from './support/tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
});
afterAll(() => tenant.close());
afterEach(() => tenant.sandbox.control.faults.clear());

const secret = 'correct-horse-battery-staple';

describe('a failure', () => {
  it('of a record that is not there ends with 3 and names it', async () => {
    const { exit, stdout, stderr } = await tenant.launch('tickets get 99999');
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toMatch(/^error: Ticket 99999: .*404.*\n {2}\S/);
    expect((await tenant.launch('tickets update 99999 --summary x')).exit).not.toBe(0);
    expect((await tenant.launch('tickets delete 99999 --yes')).exit).toBe(3);
  });

  it('of the credentials ends with 4 and does not tell them', async () => {
    const { exit, stdout, stderr } = await tenant.launch('tickets list', { env: { HALO_CLIENT_SECRET: secret } });
    expect({ exit, stdout }).toEqual({ exit: 4, stdout: '' });
    expect(stderr).toContain('invalid_client');
    expect(stderr).not.toContain(secret);
  });

  it('of the network ends with 1 and says what to check', async () => {
    const gone = await createSandbox({ seed: 'empty' }).serve();
    await gone.close();
    const { exit, stderr } = await tenant.launch('tickets list', { env: { HALO_TENANT_URL: gone.url, HALO_CLIENT_SECRET: secret } });
    expect(exit).toBe(1);
    expect(stderr).toMatch(/Check the tenant URL/);
    expect(stderr).not.toContain(secret);
  });

  it.each([
    [401, 4],
    [403, 1],
  ])('with status %i ends with %i', async (status, exit) => {
    tenant.sandbox.control.faults.add({ kind: 'status', status, operation: 'sites.list' });
    const ended = await tenant.launch('sites list --json');
    expect(ended).toMatchObject({ exit, stdout: '' });
    expect(JSON.parse(ended.stderr).error).toMatchObject({ status, operation: 'sites.list' });
  });

  it('of validation names the field', async () => {
    const body = JSON.stringify({ '[0].client_id': ['Could not convert string to integer: x.'] });
    tenant.sandbox.control.faults.add({
      kind: 'status',
      status: 400,
      body,
      operation: 'tickets.upsert',
      headers: { 'content-type': 'application/json' },
    });
    const { exit, stderr } = await tenant.launch(['tickets', 'create', '--data', '{"summary":"x","client_id":2}']);
    expect(exit).toBe(1);
    expect(stderr).toContain('client_id');
    expect(stderr).toContain('Could not convert string to integer');
  });

  it('half-way through a list leaves JSON that does not parse', async () => {
    tenant.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'tickets.list', skip: 1 });
    const { exit, stdout, stderr } = await tenant.launch('tickets list --all --page-size 10 --json');
    expect(exit).toBe(1);
    expect(stderr).toContain('"status":403');
    expect(() => JSON.parse(stdout)).toThrow();
  });
});

describe('Ctrl-C', () => {
  it.each([
    ['a read', 'sites list', 'sites.list', 'Stopped. No write was under way.'],
    ['a write', 'sites create --name Held --client-id 12', 'sites.upsert', 'Stopped. A write that was under way may have been made.'],
  ])('ends %s that waits for the server with 130, and says whether a write was under way', async (_, line, operation, said) => {
    const { faults, requestLog } = tenant.sandbox.control;
    faults.add({ kind: 'hang', operation });
    requestLog.clear();
    const asked = (): boolean => faults.list().some((fault) => fault.operation === operation && fault.struck > 0);
    const { exit, stdout, stderr } = await tenant.launch(line, {
      during: (child) => {
        // As through npx, which hands on a signal that has arrived already.
        const timer = setInterval(() => asked() && child.kill('SIGINT'), 5);
        child.once('close', () => clearInterval(timer));
      },
    });
    faults.clear();
    expect({ exit, stdout, stderr: stderr.split('\n')[0] }).toEqual({ exit: 130, stdout: '', stderr: `error: ${said}` });
  });
});

describe('halo sandbox start', () => {
  it('prints the variables, serves, and stops cleanly at Ctrl-C', async () => {
    let said = '';
    let listed: Promise<{ exit: number | null; stdout: string }> | undefined;
    const { exit, stdout, stderr } = await halo(['sandbox', 'start', '--port', '0', '--seed', 'small', '--rate-limit', '500/300'], {
      during: (child) =>
        child.stdout?.on('data', (text: string) => {
          said += text;
          const env = Object.fromEntries([...said.matchAll(/^export (HALO_\w+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]));
          if (!said.includes('HALO_CLIENT_SECRET') || listed) return;
          listed = halo(['statuses', 'list', '--json'], { env });
          void listed.finally(() => child.kill('SIGINT'));
        }),
    });
    expect(stdout).toMatch(
      /^export HALO_TENANT_URL=http:\/\/127\.0\.0\.1:\d+\nexport HALO_CLIENT_ID=sandbox\nexport HALO_CLIENT_SECRET=sandbox\n$/,
    );
    expect(stderr).toMatch(/The sandbox has stopped\.\n$/);
    expect(exit).toBe(0);
    expect((await listed!).exit).toBe(0);
  });

  it('says that a port is taken', async () => {
    const port = new URL(tenant.env['HALO_TENANT_URL']!).port;
    const { exit, stderr } = await halo(['sandbox', 'start', '--port', port]);
    expect(exit).toBe(2);
    expect(stderr).toContain(`port ${port} is taken`);
  });
});

describe('the launcher', () => {
  it.each(['--version', '-v', '--no-color --version'])('answers %s with the version alone', async (line) => {
    expect(await halo(line.split(' '))).toEqual({ exit: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
  });

  it.each([[[]], [['--help']], [['help']], [['tickets']], [['help', 'tickets', 'list']]])('shows help for %j', async (argv) => {
    expect(await halo(argv)).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^Usage: halo/), stderr: '' });
  });
});
