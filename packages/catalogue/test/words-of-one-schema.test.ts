import { describe, expect, test } from 'vitest';
import { fieldDocs, parameterDocs } from '../compiler/emit/docs.js';
import { emitReference } from '../compiler/emit/reference.js';
import type { SourceWords } from '../compiler/words.js';
import { wordsOfField, wordsOfParameter } from '../src/words.js';
import { bookings, smallSource } from './small-source.js';

const stays = bookings({ path: '/Stay', attribute: 'stays', topic: 'stays', singular: 'stay', title: 'Stays' });
const all: SourceWords = {
  topic: 'bookings',
  parameters: { search: 'Text in the names of guests.', pageinate: 'Turns pages on.' },
  fields: { name: 'The guest.', start: 'First night.' },
};
const some: SourceWords = {
  topic: 'stays',
  parameters: { search: 'Text in the names of people who are there.' },
  fields: { name: 'The person who is there.' },
};

describe('of two resources with one schema', () => {
  const source = smallSource({
    resources: [bookings(), stays],
    words: { shared: { parameters: { pageinate: 'Shared.' } }, resources: [all, some] },
  });

  test('the one with fewer words takes the sentences about parameters that it lacks from the other', () => {
    expect(parameterDocs(stays, source)).toEqual({
      search: 'Text in the names of people who are there.',
      pageinate: 'Turns pages on.',
    });
  });

  test('the one with more words speaks for the type of the records, wherever it stands', () => {
    const turned = { ...source, words: { ...source.words, resources: [some, all] } };
    for (const one of [source, turned]) expect(fieldDocs(one).get('Booking')).toMatchObject({ name: 'The guest.', start: 'First night.' });
  });

  test('the page of each shows its own words', () => {
    const pages = emitReference(source);
    expect(pages['stays.md']).toContain('The person who is there.');
    expect(pages['stays.md']).toContain('First night.');
    expect(pages['bookings.md']).toContain('The guest.');
  });
});

test('a project says of its filters what tickets say, and of itself what differs', () => {
  expect(wordsOfParameter('projects', 'includeslatimer')).toBe(wordsOfParameter('tickets', 'includeslatimer'));
  expect(wordsOfParameter('projects', 'includeslatimer')).toContain('SLA');
  expect(wordsOfParameter('projects', 'open_only')).toContain('project');
  expect(wordsOfField('projects', 'parent_id')).not.toBe(wordsOfField('tickets', 'parent_id'));
});
