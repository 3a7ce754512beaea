import { HaloClient, HaloError } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { quickClock } from './tenant.js';

interface Server {
  readonly halo: HaloClient;
  readonly asked: string[];
}

type Answer = string | number | (() => Response);

/** A client of a server that answers every delete with one thing, and every read with another: a body of a 200, or a status. */
function serverOf(deleted: Answer, read: Answer = 404, maxRetries = 0): Server {
  const asked: string[] = [];
  const fetcher = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(String(input));
    if (pathname.includes('/token')) return Response.json({ access_token: 'x', expires_in: 3600 });
    const method = init?.method ?? 'GET';
    asked.push(`${method} ${pathname.replace('/api', '')}${search}`);
    const answer = method === 'DELETE' ? deleted : read;
    if (typeof answer === 'function') return answer();
    if (typeof answer === 'number') return new Response(null, { status: answer });
    return new Response(answer, { status: 200, headers: { 'content-type': 'application/json' } });
  };
  const settings = { tenantUrl: 'https://x.example', clientId: 'x', clientSecret: 'x', clock: quickClock() };
  return { halo: new HaloClient({ ...settings, maxRetries, fetch: fetcher as typeof fetch }), asked };
}

/** Answers of success that prove no deletion. */
const proveNothing: readonly string[] = [
  'true',
  'false',
  'null',
  '0',
  '7',
  '[]',
  '{}',
  '"deleted"',
  '[null]',
  '{"id":0}',
  '{"id":8}',
  '{"summary":"without an id"}',
  '{"record_count":0,"tickets":[]}',
  '{"error":"denied"}',
  '{"success":false}',
  '{"success":true}',
  'OK',
  '<html>Deleted</html>',
];

describe('a delete', () => {
  it.each(['', '{"id":7}', '{"id":"7"}', '{"id":7.0,"summary":"x"}', '[{"id":7}]', '{"record_count":1,"tickets":[{"id":7}]}'])(
    'is done where it is answered with %o, and nothing else is asked',
    async (body) => {
      const { halo, asked } = serverOf(body, '{"id":7}');
      expect(await halo.resource('tickets').delete(7)).toMatchObject({ id: expect.anything() });
      expect(asked).toEqual(['DELETE /Tickets/7']);
    },
  );

  it('is done where it is answered with 204', async () => {
    const { halo, asked } = serverOf(204, '{"id":7}');
    expect(await halo.resource('tickets').delete(7)).toEqual({ id: 7 });
    expect(asked).toHaveLength(1);
  });

  it.each(proveNothing)('that is answered with %o is done where the record is gone', async (body) => {
    const { halo, asked } = serverOf(body, 404);
    expect(await halo.resource('tickets').delete(7)).toEqual({ id: 7 });
    expect(asked).toEqual(['DELETE /Tickets/7', 'GET /Tickets/7']);
    expect(await halo.call('tickets.delete', { params: { id: 7 } })).toBeUndefined();
  });

  it.each(proveNothing)('that is answered with %o is an error where the record is still there', async (body) => {
    const { halo } = serverOf(body, '{"id":7,"summary":"here"}');
    const error = { code: 'halo/not-deleted', message: expect.stringMatching(/^tickets\.delete 7 was .*, and the record is still there$/) };
    await expect(halo.resource('tickets').delete(7)).rejects.toMatchObject(error);
    await expect(halo.tickets.delete(7)).rejects.toMatchObject(error);
    await expect(halo.call('tickets.delete', { params: { id: 7 } })).rejects.toMatchObject(error);
  });

  it.each([403, 500, '{"id":8}', '{}', 'false', '<html>'])('is in doubt where reading the record is answered with %o', async (read) => {
    const { halo } = serverOf('true', read);
    await expect(halo.resource('tickets').delete(7)).rejects.toMatchObject({
      code: 'halo/ambiguous-write',
      message: expect.stringMatching(/^tickets\.delete 7 was answered with true, and the record could not be read: /),
    });
  });

  it('asks for the record as the server demands it', async () => {
    const { halo, asked } = serverOf('true');
    await halo.resource('actions').delete(3, { ticket_id: 1234 });
    expect(asked).toEqual(['DELETE /Actions/3?ticket_id=1234', 'GET /Actions/3?ticket_id=1234']);
  });

  it.each(['outgoingEmails', 'integrationExports'])('of %s, which nobody can read one by one, is in doubt', async (attribute) => {
    const { halo, asked } = serverOf('true');
    await expect(halo.resource(attribute).delete(7)).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
    expect(asked).toHaveLength(1);
  });

  it.each(['{}', 'false', '{"error":"denied"}', 'OK'])(
    'that is an operation of its own is in doubt where it is answered with %s',
    async (body) => {
      const { halo } = serverOf(body);
      const error = await halo.call('attachments.deleteDocument', { params: { id: 7 } }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(HaloError);
      expect(error).toMatchObject({ code: 'halo/ambiguous-write' });
      await expect(serverOf('').halo.call('attachments.deleteDocument', { params: { id: 7 } })).resolves.toBeUndefined();
      await expect(serverOf('{"id":7}').halo.call('attachments.deleteDocument', { params: { id: 7 } })).resolves.toEqual({ id: 7 });
    },
  );

  it('is done where an attempt whose answer was lost has done it, however it is called', async () => {
    let attempts = 0;
    const gone = (): Response => {
      attempts += 1;
      return attempts % 2 === 1 ? new Response(null, { status: 502 }) : new Response(null, { status: 404 });
    };
    const { halo } = serverOf(gone, 404, 1);
    expect(await halo.resource('tickets').delete(7)).toEqual({ id: 7 });
    expect(await halo.call('tickets.delete', { params: { id: 7 } })).toBeUndefined();
  });

  it('of a record that never was is an error still', async () => {
    await expect(serverOf(404).halo.resource('tickets').delete(7)).rejects.toMatchObject({ code: 'halo/not-found' });
  });
});
