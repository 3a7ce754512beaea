import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineLog } from 'halopsa-ground/node';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-repeated-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder } });
let ids: number[];
beforeEach(() => {
  sandbox.control.requestLog.clear();
  ids = sandbox.control.records('tickets').map(({ id }) => Number(id));
});
const ticket = (id: number | undefined) => sandbox.control.records('tickets').find((one) => one['id'] === id);
const sent = (method: string): string[] =>
  sandbox.control.requestLog
    .list()
    .filter((one) => one.method === method && one.operation !== 'token')
    .map(({ url }) => url);

describe('an id that stands several times on a line', () => {
  it('is updated once, and undo brings back what was there', async () => {
    const [, id] = ids;
    const before = ticket(id)?.['priority_id'];
    const done = await tell('tickets', 'update', `${id}`, `0${id}`, `${id}`, '--priority-id', before === 4 ? '3' : '4');
    expect(done).toMatchObject({ exit: 0, stderr: expect.stringContaining(`Updated ticket ${id}.`) });
    expect(sent('POST')).toHaveLength(1);
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 0 });
    expect(ticket(id)).toMatchObject({ priority_id: before });
  });

  it('is deleted once, and the ids behind it are deleted too', async () => {
    const [, id, next] = ids;
    expect(await tell('tickets', 'delete', `${id}`, `${id}`, `${next}`, '--yes')).toMatchObject({ exit: 0 });
    expect(sent('DELETE')).toHaveLength(2);
    expect([ticket(id), ticket(next)]).toEqual([undefined, undefined]);
  });
});

describe('a log in which one command wrote a record twice', () => {
  it('is undone to what was there before the first write', async () => {
    const [, id] = ids;
    await tell('tickets', 'update', `${id}`, '--priority-id', '4');
    const entry = {
      who: 'x',
      tenant: sandbox.url,
      application: 'sandbox',
      action: 'update',
      resource: 'tickets',
      id,
      together: 'both',
    };
    for (const [from, to] of [
      [2, 3],
      [3, 4],
    ])
      LineLog.appendShared(
        join(folder, 'writes.log'),
        JSON.stringify({ ...entry, at: new Date().toISOString(), before: { priority_id: from }, after: { id, priority_id: to } }),
      );
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 0, stderr: expect.stringContaining('priority_id back to 2 (now 4)') });
    expect(ticket(id)).toMatchObject({ priority_id: 2 });
  });
});

describe('a delete of several that fails', () => {
  it('names what was deleted and what was not sent', async () => {
    const [, id, next] = ids;
    const ended = await tell('tickets', 'delete', `${id}`, '999999', `${next}`, '--yes');
    expect(ended).toMatchObject({ exit: 3, stderr: expect.stringContaining(`Deleted before that: ${id}. Not sent: ${next}.`) });
    expect(ticket(next)).toBeDefined();
  });
});
