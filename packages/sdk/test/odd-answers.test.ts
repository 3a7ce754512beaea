import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HaloClient, HaloError, resolutionMessage } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { quickClock } from './tenant.js';

const token = { access_token: 'x', expires_in: 3600 };

/** A client of a server that answers everything but its token with this. */
function clientOf(answer: () => Response, more: Partial<ConstructorParameters<typeof HaloClient>[0]> = {}): HaloClient {
  const fetcher = async (input: string | URL | Request): Promise<Response> =>
    String(input).includes('/token') ? Response.json(token) : answer();
  return new HaloClient({
    tenantUrl: 'https://x.example',
    clientId: 'x',
    clientSecret: 'x',
    maxRetries: 1,
    clock: quickClock(),
    fetch: fetcher as typeof fetch,
    ...more,
  });
}

const json = (text: string) => (): Response => new Response(text, { headers: { 'content-type': 'application/json' } });
const deep = (n: number, open = '[', close = ']'): string => open.repeat(n) + close.repeat(n);

const odd: Readonly<Record<string, string>> = {
  null: 'null',
  'a text': '"x"',
  'a number': '5',
  'no rows': '{}',
  'rows of null': '[null]',
  'an envelope of null': '{"record_count":1,"tickets":[null],"reports":[null],"results":[null]}',
  'rows of lists': '{"record_count":2,"tickets":[[],[]]}',
  'rows of texts': '["a","b"]',
  'a count that is none': '{"record_count":-1,"tickets":[{"id":1}]}',
  'a huge count': '{"record_count":1e300,"tickets":[{"id":1}]}',
  'ids of other kinds': '{"record_count":3,"tickets":[{"id":{}},{"id":[1]},{"id":null}]}',
  '200,000 lists in each other': deep(200_000),
  '200,000 objects in each other': `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`,
  'a list deep in a row': `[{"id":1,"x":${deep(50_000)}}]`,
  prototypes: '{"__proto__":{"id":1},"constructor":[],"tickets":{"length":3}}',
  'columns alone': '{"columns":[1,2]}',
  'a report of null': '{"report":null}',
  'a report of odd rows': '{"report":{"rows":[null,1,[]]}}',
};

/** Every reader of answers, called as a user does. */
const readers: Readonly<Record<string, (halo: HaloClient) => unknown>> = {
  list: async (halo) => (await halo.tickets.list()).items,
  listAll: (halo) => halo.tickets.listAll({}, { limit: 20 }).toArray(),
  get: (halo) => halo.tickets.get(1),
  'get through the list': (halo) => halo.resource('recurringInvoices').get(1),
  update: (halo) => halo.resource('tickets').update({ id: 1, summary: 'x' }),
  create: (halo) => halo.resource('tickets').create({ summary: 'x' }),
  batch: (halo) => halo.resource('tickets').batchUpdate([{ id: 1, summary: 'x' }]),
  resolve: (halo) => halo.resolve('clients', 'x'),
  search: (halo) => halo.search('x'),
  report: (halo) => halo.reports.query('SELECT 1 AS x'),
  feed: (halo) => halo.resource('feed').listAll({}, { limit: 5 }).toArray(),
  raw: (halo) => halo.request('GET', '/Tickets'),
};

describe.each(Object.keys(readers))('%s', (reader) => {
  it.each(Object.keys(odd))('answers %s with a value or an error of ours', async (name) => {
    const halo = clientOf(json(odd[name]!), { validate: 'warn' });
    const error = await Promise.resolve(readers[reader]!(halo)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error !== undefined) expect(error).toBeInstanceOf(HaloError);
    await halo.close();
  });
});

describe('an answer', () => {
  it('that is a file gives what its headers tell, at once and without blaming anybody', async () => {
    let requests = 0;
    const file = (): Response => {
      requests += 1;
      const headers = { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="a.png"', 'content-length': '4' };
      return new Response(new Uint8Array([0x89, 0x50, 0x4e, 0x47]), { headers });
    };
    expect(await clientOf(file).resource('attachments').get(7)).toMatchObject({
      id: 7,
      filename: 'a.png',
      content_type: 'image/png',
      filesize: 4,
    });
    expect(requests).toBe(1);
  });

  it.each(['application/pdf', 'application/octet-stream', 'text/plain', 'application/json'])(
    'of a file of the type %s is one',
    async (type) => {
      const headers = { 'content-type': type, 'content-disposition': 'attachment; filename="b"' };
      const record = await clientOf(() => new Response('{not json', { headers }))
        .resource('attachments')
        .get(7);
      expect(record).toMatchObject({ id: 7, filename: 'b', content_type: type });
    },
  );

  it.each(['text/plain; charset=utf-8', 'text/csv', 'application/xml', 'image/svg+xml'])(
    'of the type %s is a file without a name, and nobody is blamed',
    async (type) => {
      const file = (): Response => new Response('<a>or anything else', { headers: { 'content-type': type } });
      const record = await clientOf(file).resource('attachments').get(7);
      expect(record).toEqual({ id: 7, content_type: type.split(';')[0] });
      await expect(clientOf(file).tickets.get(7)).rejects.toMatchObject({ code: 'halo/broken-answer' });
      await expect(clientOf(file).tickets.list()).rejects.toMatchObject({ code: 'halo/broken-answer' });
      await expect(clientOf(file).resource('tickets').create({ summary: 'x' })).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
      await expect(clientOf(file).post('/Tickets', { body: { summary: 'x' } })).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
    },
  );

  it('longer than is allowed ends as an error, sent once and read no further', async () => {
    let given = 0;
    let requests = 0;
    const endless = (): Response => {
      requests += 1;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          given += 65_536;
          controller.enqueue(new Uint8Array(65_536).fill(0x20));
        },
      });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    };
    const halo = clientOf(endless, { maxAnswerBytes: 1_000_000 });
    await expect(halo.tickets.list()).rejects.toMatchObject({ code: 'halo/too-large' });
    expect([requests, given < 2_000_000]).toEqual([1, true]);
  });
});

describe('what a name stands for', () => {
  it.each([
    [{ outcome: 'none', candidates: [] }, '"Tara" stands for no agent'],
    [
      {
        outcome: 'ambiguous',
        candidates: [
          { id: 3, name: 'Tara' },
          { id: 9, name: 'Tara' },
        ],
      },
      '"Tara" stands for several records: 3 (Tara), 9 (Tara)',
    ],
  ] as const)('is said as it is: %o', (found, message) => {
    expect(resolutionMessage('agent', 'Tara', found as unknown as Parameters<typeof resolutionMessage>[2])).toBe(message);
  });
});

it.each(['[', '{"a":', '[{"a":[1,"]",'])('an answer that opens "%s" without end is read once, and a write is unknown', async (open) => {
  let requests = 0;
  const halo = clientOf(() => {
    requests += 1;
    return json(open.repeat(100_000))();
  });
  await expect(halo.tickets.list()).rejects.toMatchObject({ code: 'halo/too-large', message: expect.stringContaining('200 deep') });
  await expect(halo.resource('tickets').create({ summary: 'x' })).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
  expect(requests).toBe(2);
});

it('a list that is answered with nothing says with which status', async () => {
  const halo = clientOf(() => new Response(null, { status: 204 }));
  for (const list of [halo.tickets.list(), halo.tickets.listAll().toArray()])
    await expect(list).rejects.toMatchObject({ status: 204, message: 'tickets.list answered with nothing' });
});

it.each(['create', 'update', 'delete'])('a %s that is answered 421 is unknown, since fetch has sent it again', async (verb) => {
  const requests: string[] = [];
  const server = createServer(({ url, method }, response) => {
    if (url?.includes('/token')) return response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
    requests.push(`${method}`);
    return response.writeHead(421).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const halo = new HaloClient({ tenantUrl: `http://127.0.0.1:${port}`, clientId: 'x', clientSecret: 'x', clock: quickClock() });
  const tickets = halo.resource('tickets');
  const calls = {
    create: () => tickets.create({ summary: 'x' }),
    update: () => tickets.update({ id: 1, summary: 'x' }),
    delete: () => tickets.delete(1),
  };
  await expect(calls[verb as keyof typeof calls]()).rejects.toMatchObject({
    code: 'halo/ambiguous-write',
    message: expect.stringContaining('perhaps twice'),
  });
  expect(requests).toHaveLength(2);
  await expect(tickets.get(1)).rejects.toMatchObject({ code: 'halo/api', status: 421 });
  server.close();
});

it('JSON nested deeper than any record is an error of its own, before anything follows it', async () => {
  const halo = clientOf(json(`{"record_count":1,"tickets":[{"id":1,"x":${deep(5_000)}}]}`));
  await expect(halo.tickets.list()).rejects.toMatchObject({ code: 'halo/too-large', message: expect.stringContaining('200 deep') });
  await expect(halo.request('GET', '/Tickets')).rejects.toMatchObject({ code: 'halo/too-large' });
  const record = clientOf(json(`{"id":1,"x":${deep(190)}}`));
  expect(await record.tickets.get(1)).toMatchObject({ id: 1 });
});

it('an update that is answered with another record is not called done', async () => {
  const halo = clientOf(json('{"id":999,"summary":"x"}'));
  await expect(halo.resource('tickets').update({ id: 5, summary: 'x' })).rejects.toMatchObject({
    code: 'halo/ambiguous-write',
    message: expect.stringContaining('record 5 was accepted, but the answer is record 999'),
  });
  expect(await clientOf(json('{"id":"5"}')).resource('tickets').update({ id: 5, summary: 'x' })).toMatchObject({ id: '5' });
});

describe('a record asked for by its id', () => {
  const get = (id: number | string, body: string, attribute = 'tickets'): Promise<unknown> =>
    clientOf(json(body)).resource(attribute).get(id);

  it.each([
    ['a number as it is', 5, '{"id":5}'],
    ['a number as a text', 5, '{"id":"5"}'],
    ['a text as a number', '5', '{"id":5}'],
    ['a double (N6.10)', 18, '{"id":18.0}'],
    ['the text of a double', 18, '{"id":"18.0"}'],
    ['one without an id', 5, '{"summary":"x"}'],
    ['one in a list', 5, '[{"id":4},{"id":5,"summary":"it"},{"id":6}]'],
    ['one in an envelope', 5, '{"record_count":1,"tickets":[{"id":5}]}'],
  ])('is taken: %s', async (_, id, body) => {
    expect(await get(id, body)).toMatchObject(body.includes('summary') ? { summary: expect.any(String) } : { id: expect.anything() });
  });

  it.each([
    ['a number', 5, '{"id":6}'],
    ['a list of others', 5, '[{"id":4},{"id":6}]'],
    ['an envelope of another', 5, '{"record_count":1,"tickets":[{"id":6}]}'],
    ['none', 5, '{"id":0}'],
  ])('is an error where another came: %s', async (_, id, body) => {
    const error = { code: 'halo/broken-answer', message: expect.stringMatching(/^tickets\.get 5 was answered with record \d/) };
    await expect(get(id, body)).rejects.toMatchObject(error);
    const call = clientOf(json(body)).call('tickets.get', { params: { id } } as never);
    await expect(call).rejects.toMatchObject(error);
  });

  it('may be a GUID in any spelling, and its path may name it by something else', async () => {
    const id = '0a1b2c3d-0000-4000-8000-00000000abcd';
    expect(await get(id, `{"id":"{${id.toUpperCase()}}"}`, 'webhooks')).toBeDefined();
    await expect(get(id, '{"id":"0a1b2c3d-0000-4000-8000-00000000abce"}', 'webhooks')).rejects.toMatchObject({
      code: 'halo/broken-answer',
    });
    expect(await get('a-slug', '{"id":77}', 'anonymousKbArticles')).toMatchObject({ id: 77 });
  });

  it('is not taken for deleted where another one came back', async () => {
    await expect(clientOf(json('{"id":6}')).resource('tickets').delete(5)).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
    expect(await clientOf(json('{"id":"5"}')).resource('tickets').delete(5)).toEqual({ id: '5' });
  });
});

it('custom fields that a record read back does not show at all were not taken', async () => {
  const update = (value: unknown): Promise<unknown> =>
    clientOf(json('{"id":5,"summary":"x"}'))
      .resource('tickets')
      .update({ id: 5, customfields: [{ name: 'CFNone', value }] }, { readBack: true, mergeCustomFields: false });
  await expect(update('a')).rejects.toMatchObject({ fields: { customfields: { found: undefined } } });
  await expect(update('')).resolves.toBeDefined();
});

it.each([
  ['function', () => 1],
  ['symbol', Symbol('x')],
  ['bigint', 10n],
])('a %s in a body is refused, and not left out', async (kind, value) => {
  const update = clientOf(json('{"id":5}')).resource('tickets').update({ id: 5, summary: value });
  await expect(update).rejects.toMatchObject({ code: 'halo/usage', message: expect.stringContaining(`is a ${kind}`) });
});
