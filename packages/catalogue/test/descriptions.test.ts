import { findOperation } from 'halopsa-catalogue';
import { aliasesOf, pagingParameters } from 'halopsa-catalogue/descriptions';
import { expect, test } from 'vitest';
import { check } from '../compiler/check.js';
import { readSource, type SourceDescriptions } from '../compiler/source.js';
import { smallSource } from './small-source.js';

test('other names are what the source says, and names of every object mean nothing', () => {
  for (const [id, names] of Object.entries(readSource().descriptions.aliases)) expect(aliasesOf(id)).toEqual(names);
  expect(aliasesOf('constructor')).toEqual({});
});

test('the parameters of pages have the types that lists state', () => {
  expect(findOperation('tickets.list')?.query).toMatchObject(pagingParameters);
});

test.each<[string, Partial<SourceDescriptions>, string]>([
  ['another name of no operation', { aliases: { 'trips.list': { team_id: 'team' } } }, 'trips.list does not exist'],
  ['another name of nothing', { aliases: { 'bookings.list': { team_id: 'team' } } }, 'team does not exist'],
])('the compiler refuses %s', (_what, change, problem) => {
  const descriptions = { aliases: {}, paging: {}, ...change };
  expect(check(smallSource({ descriptions })).join('\n')).toContain(problem);
});
