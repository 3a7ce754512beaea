import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runs } from 'halopsa-testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-kills-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const program = join(import.meta.dirname, 'support', 'receiver-process.js');

async function start(port: number): Promise<number> {
  const started = spawn(process.execPath, [program, folder, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  return Number(
    await new Promise<string>((resolve, reject) => {
      started.stdout.once('data', (text) => resolve(String(text)));
      started.once('exit', (code) => reject(new Error(`the receiver ended with ${code}`)));
    }),
  );
}

const kill = (): Promise<unknown> =>
  new Promise((resolve) => {
    child!.removeAllListeners('exit').once('exit', resolve);
    child!.kill('SIGKILL');
  });

/** Numbers from 0 to 1 that are the same at every run. */
function dice(): () => number {
  let state = 7;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Deliveries in any order, a fifth of them sent twice, some of them several events at once. */
function deliveriesOf(ids: readonly string[], roll: () => number): object[] {
  const payload = (id: string, index: number): object => ({ id, event: 'ticket updated', object_id: index, ticket: { id: index } });
  const single = ids.map(payload);
  const twice = single.filter(() => roll() < 0.2);
  const order = [...single, ...twice].map((delivery) => ({ delivery, rank: roll() })).sort((a, b) => a.rank - b.rank);
  const batches: object[] = [];
  for (let at = 0; at < order.length; ) {
    const length = roll() < 0.1 ? 5 : 1;
    const some = order.slice(at, at + length).map(({ delivery }) => delivery);
    batches.push(length === 1 ? some[0]! : some);
    at += length;
  }
  return batches;
}

/** Sends a delivery until it is taken, as Halo does. */
async function deliver(port: number, delivery: object): Promise<void> {
  for (;;) {
    const status = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify(delivery) }).then(
      async (response) => (await response.text()) && response.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const handled = async (): Promise<string[]> =>
  (await readFile(join(folder, 'handled'), 'utf8').catch(() => '')).split('\n').filter(Boolean);

test('every event is handled exactly once by the record of the handler, whatever is sent twice, out of order or killed', async () => {
  const roll = dice();
  const ids = Array.from({ length: runs(1000, 10_000) }, () => randomUUID());
  const waiting = deliveriesOf(ids, roll);
  const kills = runs(3, 25);
  const every = Math.floor(waiting.length / (kills + 1));
  const port = await start(0);
  let sent = 0;
  let killing = Promise.resolve();
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await deliver(port, next);
      sent += 1;
      if (sent % every === 0)
        killing = killing.then(async () => {
          await kill();
          await start(port);
        });
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  await killing;
  for (let before = -1, now = 0; now < ids.length && now > before; ) {
    before = now;
    for (let round = 0; round < 100 && now === before; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      now = (await handled()).length;
    }
  }
  const record = await handled();
  expect(new Set(record).size).toBe(record.length);
  // A key is the id and the digest of the content.
  expect(record.map((key) => key.split('.')[0]).sort()).toEqual([...ids].sort());
}, 600_000);
