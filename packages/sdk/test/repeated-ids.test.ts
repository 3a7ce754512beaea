import { createSandbox } from 'halopsa-sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import { inProcess } from './tenant.js';

const sandbox = createSandbox({ seed: 'small' });
const warnings: string[] = [];
const halo = inProcess(sandbox, { onWarning: ({ warning }) => warnings.push(warning) });
const [first, second] = sandbox.control.records('tickets').map(({ id }) => Number(id)) as [number, number];
const posted = (): number => sandbox.control.requestLog.list().filter(({ operation }) => operation === 'tickets.upsert').length;
afterEach(() => {
  sandbox.control.requestLog.clear();
  warnings.length = 0;
});

const tickets = halo.resource('tickets');
const writes = {
  batchUpdate: (id: unknown) => tickets.batchUpdate([{ id: first, impact: 1 }, { id: second }, { id, impact: 2 }] as never),
  'batchUpdate over two requests': (id: unknown) =>
    tickets.batchUpdate([{ id: first, impact: 1 }, { id: second }, { id, impact: 2 }] as never, { batchSize: 1 }),
  call: (id: unknown) => halo.call('tickets.upsert', { body: [{ id: first, impact: 1 }, { id: second }, { id, impact: 2 }] as never }),
};

describe('two records of one id in one write', () => {
  it.each(Object.keys(writes) as (keyof typeof writes)[])('are refused with both places, and nothing is sent: %s', async (name) => {
    for (const id of [first, `${first}`, `0${first}`])
      await expect(writes[name](id)).rejects.toMatchObject({
        code: 'halo/usage',
        message: expect.stringMatching(/^tickets\.upsert: records 1 and 3 have the same id/),
        nextStep: expect.stringContaining('Nothing was sent.'),
      });
    expect(posted()).toBe(0);
  });

  it('are told of in a raw request, which is sent', async () => {
    await halo.post('/Tickets', {
      body: [
        { id: first, impact: 1 },
        { id: first, impact: 2 },
      ],
    });
    expect(warnings).toEqual([`records 1 and 2 have the same id (${first}): one may undo the other`]);
    expect(posted()).toBe(1);
  });

  it.each([0, '0', -0, '', '000', 1.5, true, {}])(
    'an id of %j, of which Halo makes a new record, is told of in a raw request',
    async (id) => {
      await halo.post('/Tickets', { body: { id, summary: 'x' } } as never).catch(() => undefined);
      await halo.post('/Tickets', { body: [{ summary: 'y' }, { id, summary: 'x' }] } as never).catch(() => undefined);
      expect(warnings).toEqual([
        expect.stringMatching(/^the id .* names no record: Halo would make a new one$/),
        expect.stringMatching(/^record 2: the id .* names no record: Halo would make a new one$/),
      ]);
      await halo.post('/Tickets', { body: [{ id: null, summary: 'x' }, { summary: 'y' }] });
      expect(warnings).toHaveLength(2);
    },
  );

  it('is no matter of new records, nor of different ids', async () => {
    expect(await tickets.batchCreate([{ summary: 'x' }, { summary: 'x' }])).toHaveLength(2);
    expect(await tickets.batchUpdate([{ id: first }, { id: second }] as never)).toHaveLength(2);
  });
});
