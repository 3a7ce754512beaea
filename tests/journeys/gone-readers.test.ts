import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeOf, launcher } from './support/halo-process.js';
import { startTenant, type Tenant } from './support/tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
});
afterAll(() => tenant.close());

type Stream = 'stdout' | 'stderr';

/** Runs a line whose reader goes before anything was said. */
async function unread(line: string, gone: readonly Stream[]): Promise<number> {
  const child = spawn(process.execPath, [launcher, ...line.split(' ')], { env: { ...process.env, ...homeOf(), ...tenant.env } });
  child.stdin.end();
  for (const name of ['stdout', 'stderr'] as const) {
    if (gone.includes(name)) child[name].destroy();
    else child[name].resume();
  }
  const [exit] = (await once(child, 'close')) as [number];
  return exit;
}

const statusOf = (id: unknown): unknown => tenant.sandbox.control.records('tickets').find((one) => one['id'] === id)?.['priority_id'];

describe('a command that writes, without a reader', () => {
  it.each<[string, Stream[]]>([
    ['its error stream', ['stderr']],
    ['either stream', ['stdout', 'stderr']],
  ])('of %s, writes every record all the same', async (_, gone) => {
    const ids = tenant.sandbox.control
      .records('tickets')
      .slice(0, 5)
      .map(({ id }) => id);
    const wanted = gone.length === 1 ? 4 : 3;
    expect(await unread(`tickets update ${ids.join(' ')} --priority-id ${wanted} --yes --verbose`, gone)).toBe(0);
    expect(ids.map(statusOf)).toEqual(ids.map(() => wanted));
  });

  it('ends with what came of it', async () => {
    const made = await tenant.launch('tickets create --summary Workflow --tickettype-id 4 --json');
    const { id } = JSON.parse(made.stdout) as { id: number };
    expect(await unread(`tickets update ${id} --status-id 9`, ['stdout'])).toBe(7);
    expect(await unread('tickets update 1234 999999 --summary Kept --yes --verbose', ['stdout', 'stderr'])).toBe(1);
  });
});

describe('a command that only reads', () => {
  it('ends with success where its reader has seen enough', async () => {
    expect(await unread('tickets list --all --output ndjson', ['stdout'])).toBe(0);
  });

  it('reads on where only nobody reads its error stream', async () => {
    expect(await unread('tickets get 1234 --verbose', ['stderr'])).toBe(0);
    expect(await unread('tickets get 999999 --verbose', ['stderr'])).toBe(3);
  });
});

// Only Linux has a device that is always full, /dev/full. It runs there, in CI too.
describe.runIf(process.platform === 'linux')('an error stream on a full disk', () => {
  it('stops no write half-way, and is told by the exit code', async () => {
    const ids = tenant.sandbox.control
      .records('tickets')
      .slice(0, 5)
      .map(({ id }) => id);
    const full = openSync('/dev/full', 'w');
    const line = `tickets update ${ids.join(' ')} --priority-id 2 --yes --verbose`;
    const child = spawn(process.execPath, [launcher, ...line.split(' ')], {
      env: { ...process.env, ...homeOf(), ...tenant.env },
      stdio: ['ignore', 'ignore', full],
    });
    const [exit] = (await once(child, 'close')) as [number];
    closeSync(full);
    expect(ids.map(statusOf)).toEqual(ids.map(() => 2));
    expect(exit).toBe(1);
  });
});
