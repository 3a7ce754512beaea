import fc from 'fast-check';
import { formatHaloDate, isIsoDate, parseHaloDate } from 'halopsa-ground';
import { propertyRuns } from 'halopsa-testkit';
import { expect, test } from 'vitest';

const written = (text: string): string | undefined => {
  const ms = parseHaloDate(text);
  return ms === undefined ? undefined : new Date(ms).toISOString();
};

test.each([
  ['2026-11-29', '2026-11-29T00:00:00.000Z'],
  ['2026-11-29T08:30', '2026-11-29T08:30:00.000Z'],
  ['2026-11-29 08:30:15', '2026-11-29T08:30:15.000Z'],
  ['2026-11-29T08:30:15.1234567', '2026-11-29T08:30:15.123Z'],
  ['2026-11-29T08:30:15,5', '2026-11-29T08:30:15.500Z'],
  ['2026-11-29T08:30:15Z', '2026-11-29T08:30:15.000Z'],
  ['2026-11-29t08:30:15z', '2026-11-29T08:30:15.000Z'],
  ['2026-11-29T08:30:15+05:30', '2026-11-29T03:00:15.000Z'],
  ['2026-11-29T08:30:15 -0500', '2026-11-29T13:30:15.000Z'],
  [' 2026-11-29 ', '2026-11-29T00:00:00.000Z'],
])('%j is %s', (text, moment) => {
  expect(written(text)).toBe(moment);
});

test.each([
  '',
  '29/11/2026',
  '2026-02-30',
  '2026-11-31T00:00',
  '2026-11-29T24:00',
  '2026-11-29T08:60',
  '2026-11-29Z',
  '20261129',
  'now',
  `2026-11-29T08:30:15.${'1'.repeat(40)}`,
])('%j is not a date', (text) => {
  expect(parseHaloDate(text)).toBeUndefined();
});

const anyMoment = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

test('what is written is read as the same moment, and reads the same everywhere', () => {
  fc.assert(
    fc.property(anyMoment, (moment) => {
      const text = formatHaloDate(moment.getTime());
      expect(parseHaloDate(text)).toBe(moment.getTime());
      expect(isIsoDate(text)).toBe(true);
    }),
    propertyRuns(500, 50_000),
  );
});

test('any text is read without an error, and only dates are one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789-:TZ+ .') })), (text) => {
      const ms = parseHaloDate(text);
      if (ms !== undefined) expect(Number.isFinite(ms)).toBe(true);
    }),
    propertyRuns(1000, 100_000),
  );
});
