import { demandedValue, type Example, exampleOf } from 'halopsa-catalogue/examples';
import { expect, test } from 'vitest';
import { check } from '../compiler/check.js';
import { readSource } from '../compiler/source.js';
import { smallSource } from './small-source.js';

test('examples are what the source says, and names of every object have none', () => {
  const { values, operations } = readSource().examples;
  for (const [id, example] of Object.entries(operations)) expect(exampleOf(id), id).toEqual(example);
  for (const [name, value] of Object.entries(values)) expect(demandedValue(name)).toBe(value);
  expect(exampleOf('constructor')).toEqual({});
  expect(demandedValue('constructor')).toBeUndefined();
});

test.each<[string, string, Example, string]>([
  ['of no operation', 'trips.upsert', { body: {} }, 'trips.upsert: the operation does not exist'],
  ['with a field that no record has', 'bookings.upsert', { body: { title: '{text}' } }, 'title is not taken'],
  ['with an address that is another one', 'bookings.list', { path: { id: '{own bookings}' } }, 'id is not taken'],
  ['of records that are not there', 'bookings.upsert', { body: [{ name: '{own trips}' }] }, 'unknown resource trips'],
])('the compiler refuses an example %s', (_what, id, example, problem) => {
  expect(check(smallSource({ examples: { values: {}, operations: { [id]: example } } })).join('\n')).toContain(problem);
});
