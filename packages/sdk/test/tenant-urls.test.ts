import { HaloUsageError } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { tenantUrls } from '../src/tenant-urls.js';

describe('tenant URLs', () => {
  it.each([
    ['https://company.halopsa.com', 'https://company.halopsa.com/api', 'https://company.halopsa.com/auth/token'],
    ['company.halopsa.com', 'https://company.halopsa.com/api', 'https://company.halopsa.com/auth/token'],
    ['https://company.halopsa.com/', 'https://company.halopsa.com/api', 'https://company.halopsa.com/auth/token'],
    ['https://company.halopsa.com/api', 'https://company.halopsa.com/api', 'https://company.halopsa.com/auth/token'],
    ['https://company.halopsa.com/API//', 'https://company.halopsa.com/api', 'https://company.halopsa.com/auth/token'],
    ['https://company.halopsa.com/auth', 'https://company.halopsa.com/api', 'https://company.halopsa.com/auth/token'],
    [' https://desk.example.org:8443/halo/ ', 'https://desk.example.org:8443/halo/api', 'https://desk.example.org:8443/halo/auth/token'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/api', 'http://127.0.0.1:4000/auth/token'],
    ['http://[::1]:4000', 'http://[::1]:4000/api', 'http://[::1]:4000/auth/token'],
  ])('reads %s', (given, apiUrl, tokenUrl) => {
    expect(tenantUrls(given)).toEqual({ apiUrl, tokenUrl });
  });

  it.each([
    ['https://login.example.org/auth/', 'https://login.example.org/auth/token'],
    ['https://login.example.org/auth/token', 'https://login.example.org/auth/token'],
    ['login.example.org', 'https://login.example.org/token'],
  ])('takes the authorisation server %s', (authUrl, tokenUrl) => {
    expect(tenantUrls('https://company.halopsa.com', authUrl).tokenUrl).toBe(tokenUrl);
  });

  it('puts the tenant on the token request', () => {
    expect(tenantUrls('https://x.trial.usehalo.com', undefined, 'my tenant').tokenUrl).toBe(
      'https://x.trial.usehalo.com/auth/token?tenant=my+tenant',
    );
  });

  it.each(['', '  ', 'ftp://x.example', 'https://', 'http://company.halopsa.com', 'https://user:pw@company.halopsa.com', 'https://a b'])(
    'refuses "%s"',
    (given) => {
      expect(() => tenantUrls(given)).toThrow(HaloUsageError);
    },
  );

  it.each(['http://user:hunter2@', 'user:hunter2@', 'ftp://user:hunter2@x.example', 'https://user:hunter2@x y', 'a@b:hunter2@c d'])(
    'names no password of "%s"',
    (given) => {
      expect(() => tenantUrls(given)).toThrow(/tenantUrl/);
      expect(() => tenantUrls(given)).not.toThrow(/hunter2/);
    },
  );
});
