import fc from 'fast-check';
import { haloDate, toHalo } from 'halopsa/dates';
import { propertyRuns } from 'halopsa-testkit';
import { expect, test } from 'vitest';

test('a time without a zone is in UTC, whatever the zone of the computer', () => {
  expect(haloDate('2026-11-29T08:30:00')?.toISOString()).toBe('2026-11-29T08:30:00.000Z');
  expect(haloDate('2026-11-29T08:30:00.1234567Z')?.toISOString()).toBe('2026-11-29T08:30:00.123Z');
});

test.each([undefined, null, '', '1900-01-01T00:00:00', '1899-12-30T00:00:00Z', '0001-01-01T00:00:00', '29/11/2026', 'soon'])(
  '%j is no date',
  (text) => {
    expect(haloDate(text)).toBeUndefined();
  },
);

test('a date goes there and back', () => {
  const moments = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (moment) => {
      expect(haloDate(toHalo(moment))).toEqual(moment);
    }),
    propertyRuns(200, 20_000),
  );
});

test('an invalid date is refused', () => {
  expect(() => toHalo(new Date('soon'))).toThrow(RangeError);
});
