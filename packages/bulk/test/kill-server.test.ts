import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloClient } from 'halopsa';
import { applyPlan, type BulkStoppedError, readStatus, resumePlan, Tenant } from 'halopsa-bulk';
import { createSandbox } from 'halopsa-sandbox';
import { runs } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { expectedState, planScenario, type Scenario, scenarios, stateOf } from './scenarios.js';

const quick = { settleMs: 20, verify: 'none' } as const;
const processes = { server: 'sandbox-process.js', client: 'apply-process.js' };
const start = (program: keyof typeof processes, ...words: string[]): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, processes[program]), ...words], { stdio: ['ignore', 'pipe', 'ignore'] });

/** A server in a process of its own, whose records outlive it. */
class Server {
  readonly #folder: string;
  #child: ChildProcess | undefined;
  url = '';

  constructor(folder: string) {
    this.#folder = folder;
  }

  async start(): Promise<void> {
    this.#child = start('server', this.#folder, this.url === '' ? '0' : new URL(this.url).port);
    const [line] = (await once(this.#child.stdout!, 'data')) as [Buffer];
    this.url = String(line).trim();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  }
}

/** Runs the client in a process of its own; both it and the server are killed at a moment of their own. */
async function disturbed(plan: string, server: Server, [clientMs, serverMs]: readonly [number, number]): Promise<void> {
  const begun = existsSync(`${plan}.journal`) && statSync(`${plan}.journal`).size > 0 && (await readStatus(plan)).state !== 'planned';
  const child = start('client', begun ? 'resume' : 'begin', plan, server.url);
  const ended = once(child, 'close');
  await Promise.race([once(child.stdout!, 'data'), ended]);
  const killing = setTimeout(() => child.kill('SIGKILL'), clientMs);
  await new Promise((resolve) => setTimeout(resolve, serverMs));
  await server.kill();
  await server.start();
  await ended;
  clearTimeout(killing);
}

async function finish(plan: string, url: string): Promise<void> {
  const halo = new HaloClient({ tenantUrl: url, clientId: 'sandbox', clientSecret: 'sandbox', maxRetries: 1 });
  const tenant = new Tenant(halo, { url });
  try {
    for (let attempt = 0; ; attempt += 1) {
      const begun = existsSync(`${plan}.journal`) && (await readStatus(plan)).state !== 'planned';
      const error = await (begun ? resumePlan : applyPlan)(plan, tenant, quick).then(
        () => undefined,
        (failure: BulkStoppedError) => failure,
      );
      if (!error) return;
      if (attempt > 20 || error.code !== 'halo/bulk-stopped') throw error;
    }
  } finally {
    await halo.close();
  }
}

async function killedRun(scenario: Scenario, moments: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-server-'));
  const dataDir = join(folder, 'records');
  const server = new Server(dataDir);
  try {
    const sandbox = createSandbox({ seed: 'empty', dataDir });
    scenario.prepare(sandbox);
    const csv = scenario.csv(sandbox);
    await sandbox.close();
    await server.start();
    const file = (name: string, text: string | Buffer): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const halo = new HaloClient({ tenantUrl: server.url, clientId: 'sandbox', clientSecret: 'sandbox' });
    const tenant = new Tenant(halo, { url: server.url });
    const plan = await planScenario({ sandbox, tenant, file, path: (name) => join(folder, name) }, { ...scenario, csv: () => csv });
    await halo.close();
    for (let at = 0; at + 1 < moments.length; at += 2) await disturbed(plan, server, [moments[at]!, moments[at + 1]!]);
    await finish(plan, server.url);
    await server.kill();
    const reopened = createSandbox({ seed: 'empty', dataDir });
    expect(stateOf(reopened)).toEqual(expectedState(scenario));
    await reopened.close();
    expect(await readStatus(plan)).toMatchObject({ state: 'finished', unknown: 0, failed: 0, waiting: 0 });
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(scenarios)('a $name whose server is killed too', (scenario) => {
  test.each(Array.from({ length: runs(1, 20) }, (_, at) => at + 1))('ends as one that was left alone (run %i)', (seed) => {
    const moment = (step: number, most: number): number => ((seed * 53 + scenarios.indexOf(scenario) * 29 + step * 17) * 7) % most;
    return killedRun(scenario, [200 + moment(0, 200), moment(1, 120), moment(2, 150), moment(3, 100)]);
  });
});
