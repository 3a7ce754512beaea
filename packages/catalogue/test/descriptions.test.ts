import { findOperation } from 'halopsa-catalogue';
import { aliasesOf, describeField, describeParameter, pagingParameters } from 'halopsa-catalogue/descriptions';
import { expect, test } from 'vitest';
import { check } from '../compiler/check.js';
import { readSource, type SourceDescriptions } from '../compiler/source.js';
import { smallSource } from './small-source.js';

test('what filters and fields mean is what the source says', () => {
  const { parameters, fields, aliases } = readSource().descriptions;
  const pairOf = (key: string): [string, string] => key.split(':') as [string, string];
  for (const [key, text] of Object.entries(parameters)) expect(describeParameter(...pairOf(key)), key).toBe(text);
  for (const [key, text] of Object.entries(fields)) expect(describeField(...pairOf(key)), key).toBe(text);
  for (const [id, names] of Object.entries(aliases)) expect(aliasesOf(id)).toEqual(names);
});

test('a name of another type, and a name of every object, mean nothing', () => {
  expect(describeParameter('client_id', 'string')).toBeUndefined();
  expect(describeField('constructor', 'int')).toBeUndefined();
  expect(aliasesOf('constructor')).toEqual({});
});

test('the parameters of pages have the types that lists state', () => {
  expect(findOperation('tickets.list')?.query).toMatchObject(pagingParameters);
});

test.each<[string, Partial<SourceDescriptions>, string]>([
  ['a filter that no operation takes', { parameters: { 'colour:string': 'its colour' } }, 'colour:string does not exist'],
  ['a field of another type', { fields: { 'name:int': 'its name' } }, 'name:int does not exist'],
  ['another name of no operation', { aliases: { 'trips.list': { team_id: 'team' } } }, 'trips.list does not exist'],
  ['another name of nothing', { aliases: { 'bookings.list': { team_id: 'team' } } }, 'team does not exist'],
])('the compiler refuses %s', (_what, change, problem) => {
  const descriptions = { parameters: {}, fields: {}, aliases: {}, paging: {}, ...change };
  expect(check(smallSource({ descriptions })).join('\n')).toContain(problem);
});
