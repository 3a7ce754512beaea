import { dateInWords, wallClock } from 'halopsa-ground';
import { runs } from 'halopsa-testkit';
import { expect, test } from 'vitest';

const read = (text: string, zone: string, now: string): string | undefined => {
  const ms = dateInWords(text, zone, Date.parse(now));
  return ms === undefined ? undefined : new Date(ms).toISOString();
};

// A Sunday; clocks of London go back on it at 01:00 UTC, from summer time to UTC.
const noon = '2026-10-25T12:00:00Z';

test.each([
  ['today', 'UTC', '2026-10-25T00:00:00.000Z'],
  ['Today', 'Europe/London', '2026-10-24T23:00:00.000Z'],
  ['yesterday', 'Europe/London', '2026-10-23T23:00:00.000Z'],
  ['today', 'America/New_York', '2026-10-25T04:00:00.000Z'],
  ['today', 'Pacific/Auckland', '2026-10-25T11:00:00.000Z'],
  ['today', 'Asia/Kolkata', '2026-10-24T18:30:00.000Z'],
  ['sunday', 'UTC', '2026-10-25T00:00:00.000Z'],
  ['monday', 'UTC', '2026-10-19T00:00:00.000Z'],
  ['-7d', 'UTC', '2026-10-18T00:00:00.000Z'],
  ['-2w', 'UTC', '2026-10-11T00:00:00.000Z'],
  ['-12h', 'Europe/London', '2026-10-25T00:00:00.000Z'],
  ['2026-11-29', 'UTC', '2026-11-29T00:00:00.000Z'],
  ['2026-07-01', 'Europe/London', '2026-06-30T23:00:00.000Z'],
  ['2026-07-01T09:30', 'Europe/London', '2026-07-01T08:30:00.000Z'],
  ['2026-07-01 09:30:15', 'America/New_York', '2026-07-01T13:30:15.000Z'],
  ['2026-07-01T09:30:00Z', 'America/New_York', '2026-07-01T09:30:00.000Z'],
  ['2026-07-01T09:30:00+05:30', 'America/New_York', '2026-07-01T04:00:00.000Z'],
])('%s in %s is %s', (text, zone, moment) => {
  expect(read(text, zone, noon)).toBe(moment);
});

test('days are counted on the calendar, not in hours, over a change of clocks', () => {
  expect(read('-1d', 'Europe/London', '2026-10-26T12:00:00Z')).toBe('2026-10-24T23:00:00.000Z');
  expect(read('-1d', 'Europe/London', '2026-03-30T12:00:00Z')).toBe('2026-03-29T00:00:00.000Z');
});

test('a time that clocks show twice is the first, and one that they skip is the next that they show', () => {
  expect(read('2026-10-25T01:30', 'Europe/London', noon)).toBe('2026-10-25T00:30:00.000Z');
  expect(read('2026-03-29T01:30', 'Europe/London', noon)).toBe('2026-03-29T01:00:00.000Z');
  expect(read('2026-03-08T02:15', 'America/New_York', noon)).toBe('2026-03-08T07:00:00.000Z');
  expect(read('2026-11-01T01:15', 'America/New_York', noon)).toBe('2026-11-01T05:15:00.000Z');
});

test('a day without a midnight begins when its clocks begin', () => {
  // Clocks of Beirut were put forward at midnight.
  expect(read('2024-03-31', 'Asia/Beirut', noon)).toBe('2024-03-30T22:00:00.000Z');
});

test.each([
  '',
  'tomorow',
  '29/11/2026',
  '05/06/2026',
  '2026-02-30',
  '2026-13-01',
  '-d',
  '-7',
  '7d',
  '-7dd',
  '-99999d',
  '2026-11-29T25:00',
  'now()',
  '2026-11-29T08:30:00 UTC',
])('%j is not a date', (text) => {
  expect(read(text, 'Europe/London', noon)).toBeUndefined();
});

test('every day begins at the first moment of the day on the clocks of its zone', () => {
  for (const zone of ['Europe/London', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'Asia/Beirut']) {
    const shown = wallClock(zone)!;
    for (let day = Date.UTC(2020, 0, 1); day < Date.UTC(runs(2021, 2030), 0, 1); day += 86_400_000) {
      const text = new Date(day).toISOString().slice(0, 10);
      const start = dateInWords(text, zone, 0)!;
      expect(shown(start) >= day && shown(start - 1000) < day, `${text} in ${zone}`).toBe(true);
    }
  }
});
