import { tableOf, tables } from 'halopsa-catalogue/tables';
import { describe, expect, test } from 'vitest';
import { check } from '../compiler/check.js';
import { readSource, type SourceTable } from '../compiler/source.js';
import { smallSource } from './small-source.js';

test('the tables are those of the source', () => {
  expect(Object.fromEntries(tables)).toEqual(readSource().tables);
});

test.each([
  ['tickets', 'FAULTS'],
  ['projects', 'FAULTS'],
  ['clients', 'AREA'],
  ['sites', 'SITE'],
  ['users', 'USERS'],
  ['agents', 'UNAME'],
  ['assets', 'DEVICE'],
  ['contracts', 'CONTRACTHEADER'],
  ['webhooks', undefined],
])('the records of %s are in %s', (resource, table) => {
  expect(tableOf(resource)).toBe(table);
});

describe('the compiler refuses a table', () => {
  const booked = (change: object) =>
    check(smallSource({ tables: { BOOKING: { records: ['bookings'], int: { Bid: 'id' }, ...change } as unknown as SourceTable } }));

  test('unless it is sound', () => {
    expect(booked({ records: ['bookings', 'bookings:deleted'], text: { Bname: 'name' } })).toEqual([]);
  });

  test.each([
    ['of no resource', { records: ['trips'] }, 'unknown resource trips'],
    ['of a list that no record has', { members: { list: 'lines', link: 'booking_id' } }, 'no record has the list lines'],
    ['with a column of no kind', { money: { Bsum: 'total' } }, 'money is not a kind of column'],
    ['with one column twice', { text: { BID: 'name' } }, 'the column BID is there twice'],
  ])('%s', (_what, change, problem) => {
    expect(booked(change).join('\n')).toContain(problem);
  });
});
