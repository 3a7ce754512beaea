import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' } });

describe('a list', () => {
  it.each([
    [['--startdate', 'tomorow', '--datesearch', 'dateoccurred'], 'takes a date, and not "tomorow"'],
    [['--startdate', '29/11/2026', '--datesearch', 'dateoccurred'], 'takes a date, and not "29/11/2026"'],
    [['--datesearch', 'dateoccurred'], 'acts only together with startdate or enddate'],
    [['--orderdesc'], 'acts only together with order'],
    [['--search', ''], 'is empty'],
    [['--advanced-search', 'printer'], 'takes a JSON array'],
  ])('refuses %o, which Halo would ignore', async (flags, reason) => {
    const { exit, stdout, stderr } = await tell('tickets', 'list', ...flags);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
  });
});

it('an id below zero is an id', async () => {
  const { stderr } = await tell('recurring-invoices', 'get', '-1');
  expect(stderr).not.toContain('unknown option');
  expect(stderr).not.toContain('whole number');
});
