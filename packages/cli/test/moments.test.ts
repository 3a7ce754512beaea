import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { momentOfField, momentsOfQuery } from '../src/flags/moments.js';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' } });

const now = Date.parse('2026-11-29T12:00:00Z');
const sentBy = (zone: string, query: Record<string, string>): unknown => momentsOfQuery('tickets.list', query, { zone, now });

describe('the dates of a filter', () => {
  it.each([
    ['UTC', 'today', '2026-11-29T00:00:00Z'],
    ['Europe/Berlin', 'yesterday', '2026-11-27T23:00:00Z'],
    ['America/New_York', '-7d', '2026-11-22T05:00:00Z'],
    ['Europe/Berlin', '2026-07-01', '2026-06-30T22:00:00Z'],
    ['Europe/Berlin', '2026-07-01 09:30', '2026-07-01T07:30:00Z'],
    ['Europe/Berlin', '2026-07-01T09:30:00Z', '2026-07-01T09:30:00Z'],
  ])('in %s, a start of %s is %s', (zone, startdate, sent) => {
    expect(sentBy(zone, { startdate })).toEqual({ startdate: sent });
  });

  it.each([
    ['UTC', 'today', '2026-11-29T23:59:59Z'],
    ['Europe/Berlin', 'yesterday', '2026-11-28T22:59:59Z'],
    ['Europe/London', '2026-10-25', '2026-10-25T23:59:59Z'],
    ['Europe/London', '2026-03-29', '2026-03-29T22:59:59Z'],
    ['Europe/London', '2026-10-25T12:00', '2026-10-25T12:00:00Z'],
    ['Europe/London', '-2h', '2026-11-29T10:00:00Z'],
  ])('in %s, an end of %s is in the period, which ends at %s', (zone, enddate, sent) => {
    expect(sentBy(zone, { enddate })).toEqual({ enddate: sent });
  });

  it('are left alone where they are no dates', () => {
    expect(sentBy('UTC', { datesearch: 'dateoccurred', search: 'today' })).toEqual({ datesearch: 'dateoccurred', search: 'today' });
  });
});

describe('the dates of a record', () => {
  it.each([
    ['Europe/Berlin', '2026-07-01T09:30', '2026-07-01T07:30:00Z'],
    ['Europe/Berlin', '2026-07-01 09:30', '2026-07-01T07:30:00Z'],
    ['Europe/Berlin', '2026-07-01T09:30:00+02:00', '2026-07-01T09:30:00+02:00'],
    ['Europe/Berlin', '2026-07-01', '2026-07-01'],
    ['Pacific/Auckland', 'today', '2026-11-30'],
    ['America/New_York', 'yesterday', '2026-11-28'],
  ])('in %s, %s is sent as %s', (zone, text, sent) => {
    expect(momentOfField(text, { zone, now })).toBe(sent);
  });
});

describe('a line with dates', () => {
  it('lists what lies in the period, in the zone of the person', async () => {
    const ids = async (...flags: string[]): Promise<string> =>
      (await tell('tickets', 'list', '--all', '--columns', 'id', '--no-headers', ...flags)).stdout;
    const [all, since] = [await ids(), await ids('--startdate', '2000-01-01', '--enddate', 'today')];
    expect(since).toBe(all);
    expect(await ids('--startdate', '2099-01-01')).toBe('');
  });

  it('says which date is bounded where the line does not', async () => {
    const { exit, stderr } = await tell('tickets', 'list', '--startdate', 'monday');
    expect([exit, stderr]).toEqual([0, expect.stringContaining('The dates bound dateoccurred; --datesearch names another date.')]);
  });

  it.each(['tomorow', '29/11/2026', '5'])('refuses %s with the forms that are taken, and sends nothing', async (text) => {
    expect(await tell('tickets', 'list', '--startdate', text)).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/takes a date, and not[\s\S]*Give today, yesterday, monday, -7d, 2026-11-29 or/),
    });
  });

  it('shows a time that can be pasted back', async () => {
    const shown = async (): Promise<string> =>
      (await tell('tickets', 'get', '1234', '--columns', 'startdate', '--no-headers', '--tz', 'Asia/Tokyo')).stdout.trim();
    await tell('tickets', 'update', '1234', '--startdate', '2026-11-29 09:30', '--tz', 'Asia/Tokyo');
    const first = await shown();
    expect(first).toContain('2026-11-29 09:30');
    await tell('tickets', 'update', '1234', '--startdate', '2026-11-29 09:30', '--tz', 'Asia/Tokyo');
    expect(await shown()).toBe(first);
  });
});
