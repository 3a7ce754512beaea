import { createSandbox, createVirtualClock, type Scenario } from 'halopsa-sandbox';
import { describe, expect, it } from 'vitest';
import { read, rowsOf, signIn } from './signed-in.js';

describe('a snapshot', () => {
  it('is gone back to, whatever happened since', async () => {
    const { sandbox, post, delete: remove } = await signIn();
    const { snapshots } = sandbox.control;
    const before = sandbox.control.records('tickets');
    snapshots.save('start');
    await post('/Tickets', [{ summary: 'New' }, { id: 1234, summary: 'Changed' }]);
    await remove('/Tickets/999');
    await post('/Tags', [{ text: 'added' }]);
    snapshots.save('later');
    snapshots.load('start');
    expect(sandbox.control.records('tickets').sort((a, b) => Number(a.id) - Number(b.id))).toEqual(before);
    expect(sandbox.control.records('tags').map(({ text }) => text)).not.toContain('added');
    snapshots.load('later');
    expect(sandbox.control.records('tickets').find(({ id }) => id === 1234)).toMatchObject({ summary: 'Changed' });
    expect(snapshots.list()).toEqual(['start', 'later']);
    expect([snapshots.remove('start'), snapshots.list()]).toEqual([true, ['later']]);
    expect(() => snapshots.load('start')).toThrow('no snapshot is named start');
  });

  it('shows what has changed', async () => {
    const { sandbox, post, delete: remove } = await signIn();
    const { snapshots } = sandbox.control;
    snapshots.save('start');
    const created = (await post('/Client', [{ name: 'Added' }])).body as { id: number };
    await post('/Client', [{ id: 42, name: 'Renamed' }]);
    await remove('/Tickets/999');
    const { clients, tickets, sites } = snapshots.diff('start');
    expect(clients).toMatchObject({ added: [created.id], removed: [], changed: { 42: { name: ['Meridian Logistics', 'Renamed'] } } });
    expect(tickets).toMatchObject({ removed: [999] });
    expect(Object.values(sites!.changed)[0]).toMatchObject({ client_name: ['Meridian Logistics', 'Renamed'] });
    snapshots.save('end');
    expect(snapshots.diff('start', 'end')).toEqual(snapshots.diff('start'));
    expect(snapshots.diff('end')).toEqual({});
  });

  it('is saved, compared and loaded over HTTP', async () => {
    const sandbox = createSandbox({ seed: 'small' });
    const ask = async (method: string, path: string, body?: object): Promise<unknown> =>
      (await read(await sandbox.fetch(`http://x/__sandbox/${path}`, { method, ...(body && { body: JSON.stringify(body) }) }))).body;
    await ask('POST', 'snapshots/start', {});
    await ask('POST', 'records/tags', { text: 'added' });
    expect(await ask('GET', 'snapshots')).toEqual(['start']);
    expect(await ask('GET', 'snapshots/start')).toMatchObject({ tags: { added: [expect.any(Number) as number] } });
    await ask('POST', 'snapshots/start', { load: true });
    expect(await ask('GET', 'snapshots/start')).toEqual({});
    expect(await ask('DELETE', 'snapshots/start')).toBe(true);
    expect(await ask('GET', 'snapshots/start')).toEqual({ error: 'no snapshot is named start' });
  });
});

describe('a stale read', () => {
  it('answers what was true when the fault was set', async () => {
    const { sandbox, post, get } = await signIn();
    const stale = sandbox.control.faults.add({ kind: 'stale', method: 'GET' });
    await post('/Tickets', [{ id: 1234, summary: 'Fresh' }]);
    const { body } = await post('/Tickets', [{ summary: 'Unseen' }]);
    expect((await get('/Tickets/1234')).body).not.toMatchObject({ summary: 'Fresh' });
    expect((await get(`/Tickets/${(body as { id: number }).id}`)).status).toBe(404);
    sandbox.control.faults.remove(stale);
    expect((await get('/Tickets/1234')).body).toMatchObject({ summary: 'Fresh' });
  });
});

describe('latency', () => {
  it.each([
    [{ kind: 'uniform', min: 10, max: 20 } as const, 10, 20],
    [{ kind: 'log-normal', median: 40, p99: 800 } as const, 30, 60],
  ])('is drawn from %j', async (latencyMs, low, high) => {
    const clock = createVirtualClock({ autoAdvance: true });
    const { get } = await signIn({ clock, latencyMs });
    const times: number[] = [];
    for (let time = 0; time < 300; time += 1) {
      const start = clock.now();
      await get('/Tags?count=1');
      times.push(clock.now() - start);
    }
    times.sort((a, b) => a - b);
    expect(times[150]).toBeGreaterThanOrEqual(low);
    expect(times[150]).toBeLessThanOrEqual(high);
    expect(new Set(times).size).toBeGreaterThan(5);
  });
});

describe('a scenario', () => {
  it("happens on the sandbox's clock", async () => {
    const clock = createVirtualClock();
    const { sandbox, get } = await signIn({ clock });
    const scenario: Scenario = {
      name: 'a bad morning',
      steps: [
        { at: 60_000, faults: [{ kind: 'status', status: 503, operation: 'statuses.list' }] },
        { records: { tags: [{ text: 'from the scenario' }] } },
        { at: 120_000, clearFaults: true, rateLimit: { requests: 1, windowMs: 1000 } },
      ],
    };
    const played = sandbox.control.play(scenario);
    const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    expect(rowsOf(await get('/Tags')).map(({ text }) => text)).toContain('from the scenario');
    expect((await get('/Status')).status).toBe(200);
    clock.advance(60_000);
    await settle();
    expect((await get('/Status')).status).toBe(503);
    clock.advance(60_000);
    await played;
    expect([(await get('/Status')).status, (await get('/Status')).status]).toEqual([200, 429]);
  });

  it('that is none says which step is wrong', async () => {
    const { sandbox } = await signIn();
    const answer = await sandbox.fetch('http://x/__sandbox/scenario', {
      method: 'POST',
      body: JSON.stringify({ steps: [{}, { fault: [] }] }),
    });
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([
      400,
      expect.stringContaining('step 2 has no part named fault') as string,
    ]);
  });
});
