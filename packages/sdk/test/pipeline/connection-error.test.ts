import { describe, expect, it } from 'vitest';
import { connectionErrorFrom } from '../../src/pipeline/connection-error.js';
import { isPermanent } from '../../src/pipeline/innermost.js';

const failure = (code: string): Error => new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });
const to = (operation: string): Parameters<typeof connectionErrorFrom>[1] => ({ operation, url: 'https://halo.example:8443/api/Tickets' });

describe('connection errors', () => {
  it.each([
    ['ECONNREFUSED', 'nothing listens there', false],
    ['EAI_AGAIN', 'could not be looked up', false],
    ['UND_ERR_CONNECT_TIMEOUT', 'could not be opened in time', false],
    ['ENOTFOUND', 'no such host', true],
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
});
