import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { seed: 'small' });
const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' } });

describe('an empty list', () => {
  it.each([
    [['actions'], '--ticket-id or --startdate or --enddate'],
    [['asset-changes'], '--asset-id'],
    [['asset-software'], '--device-id'],
    [['crm-notes', '--all'], '--client-id or --supplier-id or --toplevel-id'],
  ])('that Halo gives unless it is narrowed is no answer: %j', async ([topic, ...flags], advice) => {
    const listed = await tell(topic!, 'list', ...flags);
    expect([listed.exit, listed.stderr]).toEqual([0, `0 of 0\nHalo leaves this list empty unless it is narrowed: give ${advice}.\n`]);
  });

  it('that is narrowed is one', async () => {
    for (const line of [
      ['actions', 'list', '--ticket-id', '999999'],
      ['asset-changes', 'list', '--asset-id', '999'],
      ['crm-notes', 'list', '--client-id', '999'],
    ])
      expect((await tell(...line)).stderr).toBe('0 of 0\n');
  });

  it('of a page behind the end does not say that there are none', async () => {
    const { stderr } = await tell('clients', 'list', '--page', '99');
    expect(stderr).toBe('0 of an unknown number; --all fetches every page\n');
  });
});

describe('what Halo would ignore, and answer with other rows', () => {
  it.each([
    [['tickets', 'list', '--count', '0'], 'count must be a whole number above 0, not 0'],
    [['tickets', 'list', '--count', '-3'], 'count must be a whole number above 0, not -3'],
  ])('is refused: %j', async (line, message) => {
    const { exit, stderr } = await tell(...line);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
