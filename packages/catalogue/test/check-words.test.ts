import { expect, test } from 'vitest';
import { check } from '../compiler/check.js';
import { readSource } from '../compiler/source.js';
import type { SharedWords, SourceWords } from '../compiler/words.js';
import { smallSource } from './small-source.js';

const problemsOf = (words: Partial<SourceWords>, shared: SharedWords = {}): string =>
  check(smallSource({ words: { shared, resources: [{ topic: 'bookings', ...words }] } })).join('\n');

test('good words are no problem', () => {
  const words: SourceWords = {
    topic: 'bookings',
    operations: { list: 'Lists bookings, the newest first.' },
    parameters: { search: 'Text to look for in the names of guests.' },
    fields: { name: 'The guest, as the reception knows them.', start: 'Moment at which the stay begins.' },
    common: ['name', 'start'],
    units: { start: 'moment' },
    origins: { document: ['name'], observed: ['search'] },
  };
  expect(problemsOf(words)).toBe('');
});

test.each<[string, Partial<SourceWords>, string]>([
  ['an unknown resource', { topic: 'trips' }, 'words/trips.yaml: no resource has this topic'],
  ['an unknown operation', { operations: { cancel: 'Cancels a stay.' } }, 'there is no operation cancel'],
  ['an unknown parameter', { parameters: { guest: 'Only stays of this person.' } }, 'there is no parameter guest'],
  ['an unknown field', { fields: { guest: 'The person who stays.' } }, 'there is no field guest'],
  ['an unknown common field', { common: ['guest'] }, 'there is no common field guest'],
  ['a field that is common twice', { common: ['name', 'name'] }, 'name is common twice'],
  ['a measure of nothing', { units: { nights: 'days' } }, 'there is no measured field nights'],
  ['an unknown unit', { units: { start: 'weeks' as 'days' } }, 'start has the unknown unit weeks'],
  ['an origin of nothing', { origins: { observed: ['guest'] } }, 'there is no field or parameter of an origin guest'],
  ['a phrase', { fields: { name: 'the guest' } }, 'fields.name does not begin with a capital letter'],
  ['a sentence without an end', { fields: { name: 'The guest' } }, 'fields.name does not end with a full stop'],
  ['an ellipsis', { fields: { name: 'The guest...' } }, 'fields.name does not end with a full stop'],
  ['a long sentence', { fields: { name: `The guest ${'a'.repeat(150)}.` } }, 'fields.name is longer than 160 characters'],
  ['the name again', { fields: { name: 'The name of it.' } }, 'fields.name says no more than the name'],
  ['the same words twice', { fields: { name: 'Set by a guest.', start: 'Set by a guest.' } }, 'fields.start has the words of name'],
])('the compiler refuses %s', (_what, words, problem) => {
  expect(problemsOf(words)).toContain(problem);
});

test('words that all resources share are held to the same rules', () => {
  expect(problemsOf({}, { parameters: { search: 'Search.' } })).toContain('words/shared.yaml: parameters.search says no more');
});

test('every parameter and field that words are shared for is one of some resource', () => {
  const source = readSource();
  const { parameters = {}, fields = {} } = source.words.shared;
  const taken = new Set(
    source.resources.flatMap(({ operations }) => Object.values(operations).flatMap(({ query = {} }) => Object.keys(query))),
  );
  const held = new Set(source.schemas.flatMap((schema) => Object.keys(schema.fields ?? {})));
  expect(Object.keys(parameters).filter((name) => !taken.has(name))).toEqual([]);
  expect(Object.keys(fields).filter((name) => !held.has(name))).toEqual([]);
});
