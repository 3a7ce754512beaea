import { HaloAPIError } from 'halopsa';
import { findResource } from 'halopsa-catalogue';
import { describe, expect, it } from 'vitest';
import { readRecord, readRows } from '../src/codec/rows.js';

const tickets = findResource('tickets')!;
const teams = findResource('teams')!;

describe('rows of a list answer', () => {
  it.each([
    ['the declared key', tickets, { record_count: 9, tickets: [{ id: 1 }], columns: [{}] }, [{ id: 1 }], 9],
    ['another key, never columns', tickets, { columns: [{ c: 1 }], faults: [{ id: 2 }], record_count: 1 }, [{ id: 2 }], 1],
    ['a bare array where an envelope is declared', tickets, [{ id: 3 }], [{ id: 3 }], undefined],
    ['an envelope where a bare array is declared', teams, { record_count: 1, teams: [{ id: 4 }] }, [{ id: 4 }], 1],
    ['an envelope of nothing, without its array', tickets, { page_size: 50, record_count: 0 }, [], 0],
  ])('come from %s', (_, resource, body, rows, recordCount) => {
    expect(readRows(resource, body)).toEqual({ rows, recordCount });
  });

  it.each([null, 'text', 5, { record_count: 3 }, { message: 'x' }])('are not made up from %j', (body) => {
    expect(() => readRows(tickets, body)).toThrow(HaloAPIError);
  });
});

describe('the record of an answer', () => {
  it.each([
    ['an object', { id: 1 }, { id: 1 }],
    ['an array of one', [{ id: 1 }], { id: 1 }],
    ['the last of an array', [{ id: 1 }, { id: 2 }], { id: 2 }],
    ['an envelope of one', { tickets: [{ id: 1 }] }, { id: 1 }],
    ['a record that has such a list', { id: 5, tickets: [{ id: 1 }] }, { id: 5, tickets: [{ id: 1 }] }],
    ['an empty array', [], undefined],
    ['nothing', undefined, undefined],
    ['a text', 'x', undefined],
  ])('is read from %s', (_, body, record) => {
    expect(readRecord(tickets, body)).toEqual(record);
  });
});
