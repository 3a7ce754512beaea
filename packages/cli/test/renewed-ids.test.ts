import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { behaviours: { 'appointments.new-id': true } });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-renewed-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder } });
const visit = () => sandbox.control.records('appointments').find(({ subject }) => subject === 'Visit');

describe('an appointment that comes back under a new id', () => {
  it('is brought back by undo, and stands in the log under the new id', async () => {
    const times = { start_date: '2026-03-01T09:00:00', end_date: '2026-03-01T10:00:00' };
    const id = Number(sandbox.control.put('appointments', { subject: 'Visit', agent_id: 2, ...times }).id);
    const done = await tell('appointments', 'update', String(id), '--agent-id', '3');
    const renewed = Number(visit()?.id);
    expect(renewed).not.toBe(id);
    expect(done).toMatchObject({ exit: 0, stderr: expect.stringContaining(`record ${id} came back as record ${renewed}`) });
    expect(JSON.parse((await tell('writes', '--limit', '1', '--json')).stdout)).toMatchObject([{ id: renewed, before: { agent_id: 2 } }]);
    expect(await tell('undo', '--yes')).toMatchObject({ exit: 0 });
    expect(visit()).toMatchObject({ agent_id: 2 });
  });
});
