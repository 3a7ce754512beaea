import { createRecorder, type Exchange } from 'halopsa-sandbox/recording';
import { describe, expect, it } from 'vitest';

/** Secrets of the usual forms, in no place that is meant for them. */
const secrets = [
  'AKIAIOSFODNN7EXAMPLE',
  'eyJhbGciOiJIUzI1NiJ9',
  'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  '7f3a9b2c4d5e6f708192a3b4c5d6e7f8',
  'c2VjcmV0OnBhc3N3b3Jk',
  'xoxb2x17653672481x19874698323x',
  'Tr0ub4dor3',
] as const;

async function recorded(path: string, sent: unknown, answered: unknown): Promise<string> {
  const kept: Exchange[] = [];
  const record = createRecorder({
    upstream: 'https://upstream.test',
    key: 'k',
    sink: { add: (exchange: Exchange) => Promise.resolve(void kept.push(exchange)) } as never,
    fetch: () => Promise.resolve(Response.json(answered)),
  });
  const body = JSON.stringify(sent);
  await record(new Request(`https://proxy.test/api${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }));
  return JSON.stringify(kept);
}

describe('a secret', () => {
  it.each(secrets)('%s is kept from no place', async (secret) => {
    const places: readonly (readonly [string, unknown, unknown])[] = [
      [`/Tickets?${secret}=1`, [], {}],
      [`/Tickets?${secret}`, [], {}],
      [`/Tickets?search=x&order=${secret}&include=${secret}`, [], {}],
      [`/Tickets/${secret}`, [], {}],
      [`/${secret}`, [], {}],
      ['/Tickets', [{ [secret]: 1 }], {}],
      ['/Tickets', [{ note: JSON.stringify({ token: secret }) }], { message: `{"a":"${secret}"}` }],
      ['/Tickets', [{ label: secret, team: secret, use: secret, status_name: secret }], { category_1: secret, icon: secret }],
      ['/Tickets', [], { sessions: { [secret]: { id: 1 } }, list: [[secret]] }],
    ];
    for (const [path, sent, answered] of places) {
      const text = await recorded(path, sent, answered);
      expect([path, text.includes(secret), text.includes(encodeURIComponent(secret))]).toEqual([path, false, false]);
    }
  });

  it('and the names of the API are kept all the same', async () => {
    const text = await recorded('/Tickets?pageinate=true&my_own_flag=1', [{ summary: 'x', CFsite2: 'y' }], {
      some_new_field: 1,
      isUseful: true,
    });
    for (const name of ['pageinate', 'my_own_flag', 'summary', 'CFsite2', 'some_new_field', 'isUseful']) expect(text).toContain(name);
  });
});
