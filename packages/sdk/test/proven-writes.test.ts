import { defineResource, HaloClient, type HaloClientOptions, type HaloError } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { quickClock } from './tenant.js';

const secret = 'a-long-client-secret';
const json = { 'content-type': 'application/json' };

/** A client of a server that answers every read with `read`, and every write with `written`. */
function clientOf(
  written: (() => Response) | string,
  read: string | number = '{"id":7,"type":"t"}',
  asked: string[] = [],
  more: Partial<HaloClientOptions> = {},
): HaloClient {
  const fetcher = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(String(input));
    if (pathname.includes('/token')) return Response.json({ access_token: 'the-access-token', expires_in: 3600 });
    const method = init?.method ?? 'GET';
    asked.push(`${method} ${pathname.replace('/api', '')}${search}`);
    if (method === 'GET' && typeof read === 'number') return new Response(null, { status: read });
    const answer = method === 'GET' ? String(read) : written;
    return typeof answer === 'string' ? new Response(answer, { headers: json }) : answer();
  };
  return new HaloClient({
    tenantUrl: 'https://x.example',
    clientId: 'x',
    clientSecret: secret,
    maxRetries: 0,
    clock: quickClock(),
    fetch: fetcher as typeof fetch,
    ...more,
  });
}

/** Ways in which one ticket is written. */
const writesOfRecords: Readonly<Record<string, (halo: HaloClient) => Promise<unknown>>> = {
  create: (halo) => halo.resource('tickets').create({ summary: 'x' }),
  update: (halo) => halo.resource('tickets').update({ id: 7, summary: 'x' }),
  'upsert by id': (halo) => halo.resource('tickets').upsert({ id: 7, summary: 'x' }),
  'call by id of the operation': (halo) => halo.call('tickets.upsert', { body: [{ summary: 'x' }] }),
  'call of the resource': (halo) => halo.resource('tickets').call('upsert', { body: [{ summary: 'x' }] }),
  'post of one': (halo) => halo.post('/Tickets', { body: { summary: 'x' } }),
  'post of several': (halo) => halo.post('/api/tickets', { body: [{ summary: 'x' }, { summary: 'y' }] }),
  'post with rawBody': (halo) => halo.post('/Tickets', { body: { summary: 'x' }, rawBody: true }),
  request: (halo) => halo.request('post', 'Tickets?returnall=true', { body: [{ summary: 'x' }] }),
  'a method of a record': async (halo) => (await halo.tickets.get(7)).addAction({ note: 'x', outcome: 'y' }),
  "a resource of the caller's own": (halo) => halo.resource(defineResource({ name: 'gadgets', path: '/Gadget' })).create({ name: 'x' }),
};

const proofless: readonly string[] = [
  '{}',
  '[]',
  '[null]',
  'null',
  'true',
  'false',
  '0',
  '7',
  '"saved"',
  '',
  'OK',
  '<html><title>Sign in</title></html>',
  '{"error":"denied"}',
  '[{"error":"denied"}]',
  '{"success":false}',
  '{"ClassName":"System.Exception","Message":"deadlock"}',
  '{"record_count":0,"tickets":[]}',
  '{"id":0,"summary":"x"}',
  '[{"id":"0"}]',
  '{"id":null,"name":"x"}',
];

describe('a write of records whose answer of success holds none is in doubt', () => {
  it.each(Object.keys(writesOfRecords))('by %s', async (name) => {
    for (const body of proofless) {
      const error = await writesOfRecords[name]!(clientOf(body)).then(
        (value) => `done with ${JSON.stringify(value)} after ${body}`,
        (reason: HaloError) => reason.code,
      );
      expect(error, body).toBe('halo/ambiguous-write');
    }
  });

  it('where a file comes back', async () => {
    const pdf = (): Response => new Response('%PDF-1.7', { headers: { 'content-type': 'application/pdf' } });
    for (const [name, write] of Object.entries(writesOfRecords))
      await expect(write(clientOf(pdf)), name).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
  });

  it('where more comes back than the client reads', async () => {
    const long = (): Response => new Response(`{"id":7,"text":"${'x'.repeat(50_000)}"}`, { headers: json });
    for (const [name, write] of Object.entries(writesOfRecords).filter(([name]) => name !== 'a method of a record'))
      await expect(write(clientOf(long, '{"id":7}', [], { maxAnswerBytes: 10_000 })), name).rejects.toMatchObject({
        code: 'halo/ambiguous-write',
      });
  });

  it('where another record comes back than those that were sent', async () => {
    const halo = clientOf('{"id":9,"summary":"x"}');
    for (const work of [
      halo.call('tickets.upsert', { body: [{ id: 7, summary: 'x' }] }),
      halo.call('tickets.upsert', { body: [{ id: 7 }, { id: 8 }] as never }),
      halo.post('/Tickets', { body: { id: 7, summary: 'x' } }),
    ])
      await expect(work).rejects.toMatchObject({
        code: 'halo/ambiguous-write',
        message: expect.stringContaining('the answer is record 9'),
      });
    await expect(halo.post('/Tickets', { body: [{ id: 7 }, { id: 9 }] })).resolves.toEqual({ id: 9, summary: 'x' });
  });

  it('but not where it only tries something, or comes as the server gives it', async () => {
    expect(await clientOf('{"id":0}').post('/Tickets', { body: { summary: 'x', _validate_only: true } })).toEqual({ id: 0 });
    for (const body of ['{"id":12}', '[{"id":12}]', '{"id":"12.0"}', '{"record_count":1,"tickets":[{"id":12}]}'])
      expect(await clientOf(body).post('/Tickets', { body: { summary: 'x' } })).toEqual(JSON.parse(body));
  });
});

/** Writes other than of records, whose answers are declared nowhere. */
const otherWrites: Readonly<Record<string, (halo: HaloClient) => Promise<unknown>>> = {
  'an operation of its own': (halo) => halo.call('kbArticles.vote', { body: [{ id: 7, your_vote: 1 }] as never }),
  'one without a body': (halo) => halo.call('agents.clearCache'),
  'one with a form': (halo) => halo.call('notifyEndpoints.twilio', { body: new FormData() as never }),
  'its path': (halo) => halo.post('/KBArticle/vote', { body: [{ id: 7 }] }),
  'a path that nobody knows': (halo) => halo.post('/Proxy/thing', { body: { a: 1 } }),
  put: (halo) => halo.put('/Tickets/7', { body: { summary: 'x' } }),
  patch: (halo) => halo.patch('/Tickets/7', { body: { summary: 'x' } }),
};

describe('a write of something else', () => {
  it.each(Object.keys(otherWrites))('is in doubt where the answer tells of a failure: %s', async (name) => {
    for (const body of ['{"error":"denied"}', '[{"error":"denied"}]', '{"success":false}', '{"Message":"no"}', 'false', '<html>', 'OK'])
      await expect(otherWrites[name]!(clientOf(body)), body).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
    for (const body of ['', '{}', '"https://x.example/link"', '{"id":0}', '[]', 'true'])
      await expect(otherWrites[name]!(clientOf(body)), body).resolves.toEqual(body === '' ? undefined : JSON.parse(body));
  });

  it('is in doubt where its answer is given as a record and is none', async () => {
    for (const body of ['{}', '', 'true', '"x"', '{"id":0}', '[]']) {
      const halo = clientOf(body);
      const image = { name: 'a.png', data: new Uint8Array([1]) };
      await expect(halo.attachments.put(image), body).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
      await expect((await halo.reports.get(7)).bookmark(), body).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
    }
  });
});

describe('a raw delete', () => {
  it.each(['false', '{}', '"gone"', 'OK', '<html>', '{"error":"denied"}', 'true', 'null'])(
    'answered with %s is done only where the record is gone',
    async (body) => {
      const asked: string[] = [];
      await expect(clientOf(body).delete('/Tickets/7')).rejects.toMatchObject({
        code: 'halo/not-deleted',
        message: expect.stringMatching(/^tickets\.delete 7 was answered with .*, and the record is still there$/),
      });
      await clientOf(body, 404, asked).delete('/Tickets/7');
      expect(asked).toEqual(['DELETE /Tickets/7', 'GET /Tickets/7']);
    },
  );

  it('reads the record as the server demands it', async () => {
    const asked: string[] = [];
    await clientOf('true', 404, asked).delete('/Actions/3?ticket_id=1234');
    expect(asked).toEqual(['DELETE /Actions/3?ticket_id=1234', 'GET /Actions/3?ticket_id=1234']);
  });

  it('of something that nobody can read is in doubt', async () => {
    for (const path of ['/Proxy/thing/7', '/Attachment/document/7'])
      for (const body of ['false', '{}', '"gone"', '{"error":"denied"}'])
        await expect(clientOf(body).delete(path), body).rejects.toMatchObject({ code: 'halo/ambiguous-write', answer: JSON.parse(body) });
    expect(await clientOf('').delete('/Proxy/thing/7')).toBeUndefined();
    expect(await clientOf('{"id":7}').delete('/Proxy/thing/7')).toEqual({ id: 7 });
  });
});

describe('the error of a write in doubt', () => {
  const answerOf = async (body: string, write = writesOfRecords['call of the resource']!): Promise<unknown> =>
    write(clientOf(body)).then(
      () => 'done',
      (error: { answer?: unknown }) => error.answer,
    );

  it('has what the server answered', async () => {
    expect(await answerOf('{"error":"denied","code_x":5}')).toEqual({ error: 'denied', code_x: 5 });
    expect(await answerOf('"saved"')).toBe('saved');
    expect(await answerOf('OK')).toBe('OK');
    expect(await answerOf('false')).toBe(false);
    expect(await answerOf('')).toBeUndefined();
    expect(await answerOf('{"error":"denied"}', (halo) => halo.resource('tickets').batchUpdate([{ id: 7 }]))).toEqual({ error: 'denied' });
    expect(await answerOf('{"error":"denied"}', (halo) => halo.put('/Proxy', { body: {} }))).toEqual({ error: 'denied' });
  });

  it('has the beginning of a long one', async () => {
    const answer = await answerOf(JSON.stringify({ text: 'x'.repeat(5_000) }));
    expect(answer).toMatch(/^\{"text":"x{1900,}\.\.\.$/);
    expect(String(answer).length).toBeLessThan(2_010);
  });

  it.each(['{}-', '', '"'])('has no secret that the server repeats, in %o', async (around) => {
    const said = JSON.stringify({ note: `${around}${secret} the-access-token ${btoa(secret)} hunter2hunter2`, new_password: 'abc' });
    const write = (halo: HaloClient): Promise<unknown> =>
      halo.post('/Users', { body: { name: 'x', password: 'hunter2hunter2' }, headers: { 'x-own-key': 'own-header-key' } });
    expect(await answerOf(said, write)).toEqual({ note: `${around}*** *** *** ***`, new_password: '***' });
    expect(JSON.stringify(await answerOf(`"own-header-key ${secret}"`, write))).toBe('"*** ***"');
  });
});
