import { HaloClient } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { connectionErrorFrom } from '../../src/pipeline/connection-error.js';
import { isPermanent } from '../../src/pipeline/innermost.js';
import { quickClock } from '../tenant.js';

const failure = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });
const to = (operation: string): Parameters<typeof connectionErrorFrom>[1] => ({ operation, url: 'https://halo.example:8443/api/Tickets' });

describe('connection errors', () => {
  it.each([
    ['ECONNREFUSED', 'nothing listens there', false],
    ['EAI_AGAIN', 'could not be looked up', false],
    ['UND_ERR_CONNECT_TIMEOUT', 'could not be opened in time', false],
    ['ENOTFOUND', 'was not found', true],
    ['CERT_HAS_EXPIRED', 'has expired', true],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'cannot be verified', true],
  ])('%s never reached anybody', (code, text, permanent) => {
    const error = connectionErrorFrom(failure(code), to('tickets.list'));
    expect(error).toMatchObject({ delivery: 'never-sent', code: 'halo/connection' });
    expect(error.message).toContain('tickets.list: no connection to halo.example:8443: ');
    expect(error.message).toContain(text);
    expect(error.message).toContain(`(${code})`);
    expect(isPermanent(error)).toBe(permanent);
  });

  it.each([
    [failure('ECONNRESET'), 'ECONNRESET'],
    [failure('UND_ERR_SOCKET'), 'UND_ERR_SOCKET'],
    [new Error('socket closed'), 'socket closed'],
    ['a thrown text', 'a thrown text'],
    [undefined, 'undefined'],
  ])('%s may have arrived', (thrown, text) => {
    const error = connectionErrorFrom(thrown, to('tickets.upsert'));
    expect(error.delivery).toBe('unknown');
    expect(error.message).toContain(text);
    expect(isPermanent(error)).toBe(false);
  });

  it('knows a port that fetch itself refuses', () => {
    const error = connectionErrorFrom(new TypeError('fetch failed', { cause: new Error('bad port') }), to('token'));
    expect(error).toMatchObject({ delivery: 'never-sent' });
    expect(error.message).toBe('token: no connection to halo.example:8443: that port is closed to web requests');
  });

  it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED'])('%s says by its call of the system whether a request had begun', (code) => {
    const met = (syscall: string | undefined, more: object = {}): string => {
      const inner = Object.assign(new Error(`${syscall} ${code}`), { code, syscall, ...more });
      return connectionErrorFrom(new TypeError('fetch failed', { cause: inner }), to('tickets.upsert')).delivery;
    };
    expect({ connect: met('connect'), write: met('write'), read: met('read') }).toEqual({
      connect: 'never-sent',
      write: 'unknown',
      read: 'unknown',
    });
    const attempt = { code, syscall: 'connect' };
    expect(met(undefined, { errors: [attempt, attempt] })).toBe('never-sent');
    expect(met(undefined, { errors: [attempt, { code, syscall: 'write' }] })).toBe(code === 'ECONNREFUSED' ? 'never-sent' : 'unknown');
  });

  it.each([
    ['connect', 'halo/connection', 3],
    ['write', 'halo/ambiguous-write', 1],
    [undefined, 'halo/ambiguous-write', 1],
  ])('a create that met EHOSTUNREACH in %s ends as %s after %i sendings', async (syscall, code, sendings) => {
    let sent = 0;
    const halo = new HaloClient({
      tenantUrl: 'https://x.example',
      clientId: 'x',
      clientSecret: 'x',
      maxRetries: 2,
      clock: quickClock(),
      fetch: (async (input: string | URL | Request) => {
        if (String(input).includes('/token')) return Response.json({ access_token: 'x', expires_in: 3600 });
        sent += 1;
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'EHOSTUNREACH', syscall }) });
      }) as typeof fetch,
    });
    await expect(halo.resource('tickets').create({ summary: 'x' })).rejects.toMatchObject({ code });
    expect(sent).toBe(sendings);
  });
});
