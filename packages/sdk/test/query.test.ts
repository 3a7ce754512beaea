import fc from 'fast-check';
import { HaloUsageError } from 'halopsa';
import { findOperation, findParameterRule, findResource } from 'halopsa-catalogue';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { checkQuery } from '../src/codec/check-query.js';
import { encodePairs, type Query } from '../src/codec/query.js';

const encode = (id: string, query: Query, extra?: Query): string => {
  checkQuery(findOperation(id)!, findResource(id.split('.')[0]!)!, query);
  return encodePairs({ ...query, ...extra });
};

/** Reads a query string back by the types that the catalogue declares, as a server does. */
function decode(text: string, types: Readonly<Record<string, string>>): Record<string, unknown> {
  const read = (name: string, value: string): unknown => {
    switch (types[name]) {
      case 'int':
      case 'long':
      case 'double':
        return Number(value);
      case 'bool':
        return value === 'true';
      case 'int[]':
        return value === '' ? [] : value.split(',').map(Number);
      case 'datetime':
        return new Date(value).getTime();
      default:
        return value;
    }
  };
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, read(name, value)]));
}

const arbitraryFor = (type: string): fc.Arbitrary<NonNullable<Query[string]>> => {
  switch (type) {
    case 'int':
    case 'long':
      return fc.integer();
    case 'double':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n));
    case 'bool':
      return fc.boolean();
    case 'int[]':
      return fc.array(fc.integer(), { minLength: 1 });
    case 'datetime':
      return fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    default:
      return fc.string({ unit: 'grapheme', minLength: 1 });
  }
};

describe('query codec', () => {
  it.each(['tickets.list', 'agents.list', 'appointments.list', 'attachments.uploadImage'])('reads back what it wrote for %s', (id) => {
    const types = findOperation(id)!.query;
    // Parameters that act only with others or in one form have tests of their own.
    const free = Object.entries(types).filter(([name]) => !findParameterRule(findOperation(id)!, name));
    const queries = fc.record(Object.fromEntries(free.map(([name, type]) => [name, arbitraryFor(type)])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(queries, (query) => {
        const wanted = Object.fromEntries(
          Object.entries(query).map(([name, value]) => [name, value instanceof Date ? value.getTime() : value]),
        );
        expect(decode(encode(id, query), types)).toEqual(wanted);
      }),
      { ...propertyRuns(100, 5000) },
    );
  });

  it('writes booleans as words, lists with commas and times in UTC', () => {
    expect(encodePairs({ open_only: true, status: [1, 2], startdate: new Date('2026-11-02T09:00:00Z'), left_out: undefined })).toBe(
      'open_only=true&status=1%2C2&startdate=2026-11-02T09%3A00%3A00Z',
    );
  });

  it.each([
    ['clientid', 'client_id'],
    ['pagesize', 'page_size'],
    ['opn_only', 'open_only'],
  ])('refuses the unknown %s and names %s', (name, near) => {
    expect(() => encode('tickets.list', { [name]: 1 })).toThrow(`did you mean ${near}?`);
  });

  it('sends an unknown parameter that is given as extra', () => {
    expect(encode('tickets.list', { client_id: 3 }, { mystery: 'x' })).toBe('client_id=3&mystery=x');
  });

  it('takes what the server demands beyond the contract', () => {
    expect(encode('actions.delete', { ticket_id: 5 })).toBe('ticket_id=5');
  });

  it.each([
    ['tickets.list', { client_id: 'twelve' }],
    ['tickets.list', { open_only: 'yes' }],
    ['appointments.list', { start_date: new Date('never') }],
    ['statuses.list', { page_size: 5 }],
  ])('refuses a value that %s cannot take: %o', (id, query) => {
    expect(() => encode(id, query)).toThrow(HaloUsageError);
  });

  it.each([
    ['tickets.list', { datesearch: 'dateoccured', startdate: ['2026-11-29'] }, 'startdate takes one value'],
    ['tickets.list', { datesearch: 'fixbydte', startdate: '2026-11-29' }, 'is none: did you mean fixbydate?'],
    ['tickets.list', { datesearch: 'summary', startdate: '2026-11-29' }, 'datesearch takes a date of the records, and "summary" is none'],
    ['actions.list', { datesearch: 'opened', enddate: '2026-11-29' }, 'datesearch takes a date of the records'],
    ['tickets.list', { datesearch: 'dateoccured', startdate: ['2026-11-29', '2026-11-30'] }, 'startdate takes one value'],
    ['tickets.list', { datesearch: ['dateoccured', 'datecleared'], startdate: '2026-11-29' }, 'datesearch takes one value'],
    ['tickets.list', { order: ['id', 'summary'] }, 'order takes one value'],
    ['tickets.list', { lastupdatefromdate: ['2026-11-29'] }, 'lastupdatefromdate takes one value'],
    ['tickets.list', { client_id: [12] }, 'client_id takes one value'],
    ['tickets.list', { open_only: [true] }, 'not [true]'],
    ['tickets.list', { search: {} }, 'not {}'],
    ['tickets.list', { search: Number.NaN }, 'not NaN'],
    ['tickets.list', { search: [['a']] }, 'not [["a"]]'],
  ])('%s refuses %o', (id, query, text) => {
    expect(() => encode(id, query as never)).toThrow(text);
    expect(() => encode(id, query as never)).toThrow(HaloUsageError);
  });

  const period = (start: unknown, end: unknown): Record<string, never> =>
    ({ datesearch: 'dateoccured', startdate: start, enddate: end }) as never;

  it.each([
    ['2026-11-30', '2026-11-29'],
    ['2026-11-30T08:00:00Z', '2026-11-29'],
    ['2026-11-30', '2026-11-29T23:59:59Z'],
    ['2026-11-30T08:00:00Z', '2026-11-30T07:59:59'],
    ['2026-11-30T08:00:00+02:00', '2026-11-30T05:59:59Z'],
    ['2026-11-30 08:00', '2026-11-30T07:00:00+0000'],
    [new Date('2026-11-30'), '2026-11-29'],
    [new Date(5000), new Date(4000)],
  ])('refuses a period that ends before it begins: %s to %s', (start, end) => {
    expect(() => encode('tickets.list', period(start, end))).toThrow(/enddate .* is before startdate .*, so no record is in between/);
  });

  it.each([
    ['2026-11-30', '2026-11-30'],
    ['2026-11-30T08:00:00Z', '2026-11-30'],
    ['2026-11-30', '2026-11-30T00:00:00Z'],
    ['2026-11-30T08:00:00+02:00', '2026-11-30T06:00:00Z'],
    [new Date(5000), new Date(5000)],
  ])('takes a period of one day or moment: %s to %s', (start, end) => {
    expect(encode('tickets.list', period(start, end))).toContain('enddate=');
  });

  it.each([
    ['invoices.list', { start_date: '2026-11-30', end_date: '2026-11-01' }],
    ['invoices.list', { invoicedatestart: '2026-11-30', invoicedateend: '2026-11-01' }],
    ['clients.list', { lastupdatefromdate: '2026-11-30', lastupdatetodate: '2026-11-01' }],
    ['tickets.list', { calendar_startdate: '2026-11-30', calendar_enddate: '2026-11-01' }],
    ['appointments.list', { start_date: '2026-11-30', end_date: '2026-11-01' }],
    ['reports.get', { reportingperiodstartdate: '2026-11-30', reportingperiodenddate: '2026-11-01' }],
    ['tickets.list', { open_only: true, closed_only: true }],
  ])('%s refuses what excludes each other: %o', (id, query) => {
    expect(() => encode(id, query as never)).toThrow(/is before|no record is both/);
  });

  it('takes only open tickets beside a filter for closed ones that is off', () => {
    expect(encode('tickets.list', { open_only: true, closed_only: false })).toBe('open_only=true&closed_only=false');
  });
});
