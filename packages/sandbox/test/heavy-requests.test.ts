import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { signIn } from './signed-in.js';

type Row = Record<string, unknown>;

const many = (name: (at: number) => Row): Row[] => Array.from({ length: 20_000 }, (_, at) => ({ ...name(at), value: `v${at}` }));

describe('a request with very many custom fields', () => {
  it.each([
    ['by id', (at: number): Row => ({ id: at + 1 })],
    ['by name', (at: number): Row => ({ name: `CFx${at}` })],
  ])('is work that grows with their number, %s', async (_, name) => {
    const halo = await signIn({ behaviours: { 'post.custom-fields-replaced': true } });
    const began = performance.now();
    const made = (await halo.post('/Tickets', [{ summary: 'x', customfields: many(name) }])).body as Row;
    await halo.post('/Tickets', [{ id: made.id, customfields: many(name).reverse() }]);
    expect(performance.now() - began).toBeLessThan(8_000);
    const { customfields } = (await halo.get(`/Tickets/${String(made.id)}?includedetails=true`)).body as { customfields: Row[] };
    expect(customfields).toHaveLength(20_000);
    expect(customfields[7]).toMatchObject({ ...name(7), value: 'v7' });
  });

  it(`joins those of one id or one name, and takes no other members ${verifies('post.custom-fields-by-id')}`, async () => {
    const halo = await signIn();
    const sent = [
      null,
      5,
      { id: 3, name: 'CFa', value: '1' },
      { name: 'CFa', value: '2' },
      { name: 'CFb', value: '3' },
      { id: 3, name: 'CFc' },
    ];
    const { id } = (await halo.post('/Tickets', [{ summary: 'x', customfields: sent }])).body as Row;
    await halo.post('/Tickets', [
      {
        id,
        customfields: [
          { name: 'CFb', value: '4' },
          { name: 'CFc', value: '5' },
        ],
      },
    ]);
    const { customfields } = (await halo.get(`/Tickets/${String(id)}?includedetails=true`)).body as { customfields: Row[] };
    expect(customfields.map(({ id: number, name, value }) => [number, name, value])).toEqual([
      [3, 'CFc', '5'],
      [undefined, 'CFb', '4'],
    ]);
  });
});
