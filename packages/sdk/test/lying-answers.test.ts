import { HaloClient, HaloError, warningsOf } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { quickClock } from './tenant.js';

interface Asked {
  readonly method: string;
  readonly path: string;
}

/** A client of a server that answers with these statuses and bodies. */
function clientOf(answer: (asked: Asked) => Response, more: Partial<ConstructorParameters<typeof HaloClient>[0]> = {}): HaloClient {
  const fetcher = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(String(input));
    if (pathname.includes('/token')) return Response.json({ access_token: 'x', expires_in: 3600 });
    return answer({ method: init?.method ?? 'GET', path: pathname });
  };
  return new HaloClient({
    tenantUrl: 'https://x.example',
    clientId: 'x',
    clientSecret: 'x',
    maxRetries: 0,
    clock: quickClock(),
    fetch: fetcher as typeof fetch,
    ...more,
  });
}

const says =
  (text: string, status = 200) =>
  (): Response =>
    new Response(text, { status, headers: { 'content-type': 'application/json' } });

/** Answers of success that prove no record. */
const noProof: Readonly<Record<string, string>> = {
  'an empty object': '{}',
  'an error': '{"error":"denied"}',
  'a failure': '{"success":false,"message":"no"}',
  'an exception': '{"ClassName":"System.Exception","Message":"deadlock"}',
  'model state': '{"errors":{"summary":["is bad"]},"status":400}',
  'an empty envelope': '{"record_count":0,"tickets":[]}',
  'an envelope of null': '{"record_count":1,"tickets":[null]}',
  'the id 0': '{"id":0,"summary":"x"}',
  'the text 0': '[{"id":"0","summary":"x"}]',
  'an id of null': '{"id":null,"summary":"x"}',
  'an empty id': '{"id":"","summary":"x"}',
  'an id of half a record': '{"id":1.5,"summary":"x"}',
  'an id of letters': '{"id":"abc","summary":"x"}',
  'an object for an id': '{"id":{},"summary":"x"}',
  'true for an id': '{"id":true,"summary":"x"}',
};

describe('a write is not called done', () => {
  it.each(Object.keys(noProof))('where %s comes back', async (name) => {
    const halo = clientOf(says(noProof[name]!, 201));
    const doubt = { code: 'halo/ambiguous-write' };
    const tickets = halo.resource('tickets');
    await expect(tickets.create({ summary: 'x' })).rejects.toMatchObject(doubt);
    await expect(tickets.update({ id: 7, summary: 'x' })).rejects.toMatchObject(doubt);
    await expect(tickets.batchCreate([{ summary: 'x' }])).rejects.toMatchObject(doubt);
  });

  it('and says what the server told of a failure', async () => {
    const halo = clientOf(says(noProof['an exception']!));
    await expect(halo.resource('tickets').create({ summary: 'x' })).rejects.toThrow('answered with a failure: deadlock');
    await expect(halo.resource('tickets').delete(7)).rejects.toThrow('tickets.delete 7 was answered with a failure: deadlock');
  });

  it('where several records come back under one id', async () => {
    const halo = clientOf(says('[{"id":5,"summary":"a"},{"id":5,"summary":"b"}]', 201));
    const error = await halo
      .resource('tickets')
      .batchCreate([{ summary: 'a' }, { summary: 'b' }])
      .catch((reason: HaloError) => reason);
    expect(error).toMatchObject({ code: 'halo/ambiguous-write', unknown: [0, 1] });
  });

  it('but is where it only tries something', async () => {
    const halo = clientOf(says('{"id":0}'));
    expect(await halo.resource('tickets').create({ summary: 'x', _validate_only: true })).toMatchObject({ id: 0 });
    expect(await halo.resource('tickets').batchCreate([{ summary: 'x', _validate_only: true }])).toHaveLength(1);
  });
});

describe('records that an answer to an array does not show', () => {
  const patches = [
    { id: 1, summary: 'a' },
    { id: 2, summary: 'b' },
  ];
  const lastAlone = '[{"id":2,"summary":"b"}]';

  it('are compared when they are read back', async () => {
    const lost: unknown[] = [];
    const halo = clientOf(({ method }) => (method === 'GET' ? says('{"id":1,"summary":"as it was"}')() : says(lastAlone)()), {
      onNotTaken: (event) => lost.push(event),
    });
    const [first, second] = await halo.resource('tickets').batchUpdate(patches);
    expect(warningsOf(first!)).toMatchObject([{ name: 'HaloNotTakenWarning', fields: { summary: { sent: 'a', found: 'as it was' } } }]);
    expect(warningsOf(second!)).toEqual([]);
    expect(lost).toMatchObject([{ id: 1, fields: ['summary'] }]);
  });

  it.each([403, 404, 500])('are in doubt, and not refused, where reading them is answered %i', async (status) => {
    const halo = clientOf(({ method }) => (method === 'GET' ? says('no', status)() : says(lastAlone)()));
    const error = await halo
      .resource('tickets')
      .batchUpdate(patches)
      .catch((reason: HaloError) => reason);
    expect(error).toMatchObject({ code: 'halo/ambiguous-write', records: [{ outcome: 'unknown' }, { outcome: 'unknown' }] });
    const names = clientOf(({ method }) => (method === 'GET' ? says('no', status)() : says('[{"id":9,"name":"b"}]')()));
    const made = await names
      .resource('clients')
      .batchCreate([{ name: 'a' }, { name: 'b' }])
      .catch((reason: HaloError) => reason);
    expect(made).toMatchObject({ code: 'halo/ambiguous-write', unknown: [0, 1] });
  });

  it('may come in the envelope of a list', async () => {
    const halo = clientOf(says('{"record_count":2,"tickets":[{"id":8,"summary":"a"},{"id":9,"summary":"b"}]}'));
    const made = await halo.resource('tickets').batchCreate([{ summary: 'a' }, { summary: 'b' }]);
    expect(made.map(({ id }) => id)).toEqual([8, 9]);
  });
});

describe('a record that was written and cannot be read back', () => {
  const halo = (unseen: unknown[] = []): HaloClient =>
    clientOf(({ method }) => (method === 'GET' ? says('not found', 404)() : says('{"id":77,"summary":"x"}', 201)()), {
      onNotShown: (event) => unseen.push(event),
    });

  it('is written, and what nobody knows of it is said', async () => {
    await expect(halo().resource('tickets').create({ summary: 'x' }, { readBack: true })).rejects.toMatchObject({
      code: 'halo/ambiguous-write',
      message: 'tickets.upsert: record 77 was written, and could not be read back: tickets.get answered 404: not found',
      nextStep: expect.stringContaining('do not create it again'),
    });
    const unseen: unknown[] = [];
    const made = await halo(unseen).resource('tickets').create({ summary: 'x', impact: 3 }, { readBack: 'warn' });
    const unread = 'tickets.get answered 404: not found';
    expect(warningsOf(made)).toMatchObject([{ name: 'HaloNotShownWarning', id: 77, fields: ['impact'], unread }]);
    expect(unseen).toEqual([{ operation: 'tickets.upsert', id: 77, fields: ['impact'], unread }]);
    expect(warningsOf(made)[0]!.message).toContain(`impact (the record could not be read back: ${unread})`);
  });
});

it('a failed batch does not say that nothing was changed where earlier records are written', async () => {
  let requests = 0;
  const halo = clientOf(() => {
    requests += 1;
    return requests === 1 ? says('[{"id":1,"summary":"a"}]', 201)() : says('"Summary is bad"', 400)();
  });
  const error = (await halo
    .resource('tickets')
    .batchCreate([{ summary: 'a' }, { summary: 'b' }, { summary: 'c' }], { batchSize: 1 })
    .catch((reason: HaloError) => reason)) as HaloError;
  expect(error.message).toContain('record 1 written; record 2 refused; record 3 not sent');
  expect(error.nextStep).toBe('Correct the fields named and send again. Send only the records that were not written.');
});

describe('an answer of success that tells of a failure', () => {
  it.each(Object.keys(noProof).filter((name) => !/id/.test(name) && !/null/.test(name)))('is no record: %s', async (name) => {
    await expect(clientOf(says(noProof[name]!)).tickets.get(7)).rejects.toBeInstanceOf(HaloError);
  });

  it.each([
    '{"record_count":0,"tickets":[],"error":"timeout"}',
    '{"message":"An error occurred","details":[]}',
    '{"errors":[{"message":"denied"}]}',
    '{"success":false,"tickets":[]}',
  ])('is no empty list: %s', async (body) => {
    await expect(clientOf(says(body)).tickets.listAll().toArray()).rejects.toMatchObject({ code: 'halo/broken-answer' });
  });

  it('is no file of a ticket', async () => {
    const file = (): Response => new Response('%PDF', { headers: { 'content-type': 'application/pdf' } });
    await expect(clientOf(file).tickets.get(7)).rejects.toMatchObject({ code: 'halo/broken-answer' });
    expect(await clientOf(file).attachments.get(7)).toMatchObject({ id: 7, content_type: 'application/pdf' });
  });
});
