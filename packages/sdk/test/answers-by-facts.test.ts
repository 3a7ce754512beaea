import { HaloClient, warningsOf } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { quickClock } from './tenant.js';

type Answer = (asked: { method: string; path: string; url: URL }) => Response;

/** A client of a server that answers with a function, and the warnings that it gives. */
function clientOf(answer: Answer, maxRetries = 0): { halo: HaloClient; warnings: string[]; asked: string[] } {
  const warnings: string[] = [];
  const asked: string[] = [];
  const fetcher = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input));
    if (url.pathname.includes('/token')) return Response.json({ access_token: 'x', expires_in: 3600 });
    asked.push(`${init?.method ?? 'GET'} ${url.pathname.replace('/api', '')}${url.search}`);
    return answer({ method: init?.method ?? 'GET', path: url.pathname, url });
  };
  const halo = new HaloClient({
    tenantUrl: 'https://x.example',
    clientId: 'x',
    clientSecret: 'x',
    maxRetries,
    clock: quickClock(),
    fetch: fetcher as typeof fetch,
    onWarning: ({ warning }) => warnings.push(warning),
  });
  return { halo, warnings, asked };
}
const says = (value: unknown) => (): Response => Response.json(value);
const typed =
  (type: string, body = '<html><h1>Report</h1></html>') =>
  (): Response =>
    new Response(body, { headers: { 'content-type': type } });

describe('an HTML answer without a name', () => {
  it('is the file where the operation answers with files', async () => {
    const { halo, asked } = clientOf(typed('text/html; charset=utf-8'));
    expect(await halo.resource('attachments').get(7)).toEqual({ id: 7, content_type: 'text/html' });
    expect(await (await halo.attachments.download(7)).text()).toBe('<html><h1>Report</h1></html>');
    expect(asked).toHaveLength(2);
  });

  it.each(['tickets', 'webhooks', 'clients'])('is a page of something in between for %s', async (attribute) => {
    const id = attribute === 'webhooks' ? '0a1b2c3d-0000-4000-8000-00000000abcd' : 7;
    await expect(clientOf(typed('text/html')).halo.resource(attribute).get(id)).rejects.toMatchObject({
      code: 'halo/broken-answer',
      nextStep: expect.stringContaining('proxy'),
    });
    await expect(clientOf(typed('application/pdf')).halo.resource(attribute).get(id)).rejects.toMatchObject({ code: 'halo/broken-answer' });
  });

  it('is no file of a list, of a write or of JSON that broke off', async () => {
    await expect(clientOf(typed('text/html')).halo.attachments.listAll().toArray()).rejects.toMatchObject({ code: 'halo/broken-answer' });
    await expect(clientOf(typed('text/html')).halo.resource('attachments').create({ filename: 'x' })).rejects.toMatchObject({
      code: 'halo/ambiguous-write',
    });
    await expect(clientOf(typed('application/json', '{"id":7')).halo.resource('attachments').get(7)).rejects.toMatchObject({
      code: 'halo/broken-answer',
    });
  });
});

describe('a timesheet, which its agent and day tell apart', () => {
  const get = (answer: unknown, query: Record<string, string | number> = {}): Promise<unknown> =>
    clientOf(says(answer)).halo.resource('timesheets').get(5, query);

  it('is taken with the id that was asked for, or without one', async () => {
    expect(await get({ id: 5, agent_id: 2 })).toMatchObject({ agent_id: 2 });
    expect(await get({ id: '5', agent_id: 2 })).toMatchObject({ agent_id: 2 });
    expect(await get({ agent_id: 2, date: '2026-11-29T00:00:00' })).toMatchObject({ agent_id: 2 });
  });

  it('is refused with another id', async () => {
    await expect(get({ id: 6, agent_id: 2 })).rejects.toMatchObject({
      code: 'halo/broken-answer',
      message: 'timesheets.get 5 was answered with record 6',
    });
  });

  it('of the id 0 is what Halo answers where there is none (N7.12)', async () => {
    await expect(get({ id: 0 })).rejects.toMatchObject({ code: 'halo/not-found', message: expect.stringContaining('of the id 0') });
  });

  it('of a day is told by its agent and its day, whatever its id', async () => {
    const day = { agent_id: 2, date: '2026-11-29' };
    const found = { id: 0, agent_id: 2, date: '2026-11-29T19:13:41.4892555+00:00' };
    expect(await get(found, day)).toMatchObject({ id: 0 });
    await expect(get({ ...found, agent_id: 3 }, day)).rejects.toMatchObject({
      code: 'halo/broken-answer',
      message: expect.stringContaining('agent_id 3'),
    });
    await expect(get({ ...found, date: '2026-11-25T00:00:00' }, day)).rejects.toMatchObject({ code: 'halo/broken-answer' });
    await expect(get({ id: 0 }, day)).rejects.toMatchObject({ code: 'halo/not-found' });
  });

  it('is not held to an id where every row has the id 0', async () => {
    const events = (answer: unknown): Promise<unknown> => clientOf(says(answer)).halo.resource('timesheetEvents').get(5);
    expect(await events({ id: 0, ticket_id: 1 })).toMatchObject({ ticket_id: 1 });
    expect(await events({ id: 5 })).toMatchObject({ id: 5 });
    await expect(events({ id: 6 })).rejects.toMatchObject({ code: 'halo/broken-answer' });
  });
});

describe('an appointment that comes back under a new id (N7.14)', () => {
  const update = { id: 5, agent_id: 3, subject: 'Visit' };
  it('is changed, and its new id is told', async () => {
    const { halo, warnings } = clientOf(says({ id: 9, agent_id: 3, subject: 'Visit' }));
    expect(await halo.resource('appointments').update(update)).toMatchObject({ id: 9, agent_id: 3 });
    expect(warnings).toEqual(['record 5 came back as record 9: it has this id from now on']);
  });

  it('takes its record along', async () => {
    let id = 5;
    const { halo } = clientOf(({ method }) => {
      if (method === 'POST') id = 9;
      return Response.json({ id, agent_id: id === 9 ? 3 : 2, subject: 'Visit' });
    });
    const visit = await halo.appointments.get(5);
    await visit.update({ agent_id: 3 });
    expect(visit).toMatchObject({ id: 9, agent_id: 3 });
  });

  it('is in doubt where the answer does not show what was sent', async () => {
    const doubt = { code: 'halo/ambiguous-write', message: expect.stringContaining('the answer is record 9') };
    await expect(
      clientOf(says({ id: 9, agent_id: 2, subject: 'Other' }))
        .halo.resource('appointments')
        .update(update),
    ).rejects.toMatchObject(doubt);
    await expect(
      clientOf(says({ id: 9 }))
        .halo.resource('appointments')
        .update(update),
    ).rejects.toMatchObject(doubt);
    await expect(
      clientOf(says({ id: 9, summary: 'x' }))
        .halo.resource('tickets')
        .update({ id: 5, summary: 'x' }),
    ).rejects.toMatchObject(doubt);
  });

  it('is not sent a second time after a lost answer, which would meet no record', async () => {
    const visit = { id: 5, agent_id: 3 };
    const ways = [
      (halo: HaloClient): Promise<unknown> => halo.resource('appointments').update(visit),
      (halo: HaloClient): Promise<unknown> => halo.resource('appointments').batchUpdate([visit]),
    ];
    for (const way of ways) {
      const { halo, asked } = clientOf(() => {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
      }, 2);
      await expect(way(halo)).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
      expect(asked).toHaveLength(1);
    }
    const { halo, asked } = clientOf(() => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    }, 2);
    await expect(halo.resource('tickets').update({ id: 5, summary: 'x' })).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
    expect(asked).toHaveLength(3);
  });

  it('is changed as one of several', async () => {
    const rows = [
      { id: 5, subject: 'a' },
      { id: 9, subject: 'b', agent_id: 3 },
    ];
    const { halo, warnings, asked } = clientOf(says(rows));
    const changed = await halo.resource('appointments').batchUpdate([
      { id: 5, subject: 'a' },
      { id: 6, subject: 'b', agent_id: 3 },
    ]);
    expect(changed.map(({ id }) => id)).toEqual([5, 9]);
    expect(changed.map((record) => warningsOf(record))).toEqual([[], []]);
    expect(warnings).toEqual(['record 6 came back as record 9: it has this id from now on']);
    expect(asked).toHaveLength(1);
  });
});
