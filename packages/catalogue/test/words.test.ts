import { findResource, toCamel } from 'halopsa-catalogue';
import {
  commonFields,
  commonParameters,
  unitOf,
  wordsOfField,
  wordsOfOperation,
  wordsOfParameter,
  wordsOfSchemaField,
} from 'halopsa-catalogue/words';
import { expect, test } from 'vitest';
import { readSource } from '../compiler/source.js';

const worded = readSource().words.resources.map(({ topic }) => findResource(toCamel(topic))!);

test.each(worded.map((resource) => [resource.attribute, resource] as const))(
  'every operation and every common field of %s has words',
  (name, resource) => {
    const verbs = Object.keys(resource.operations).filter((verb) => wordsOfOperation(name, verb) === undefined);
    expect(verbs).toEqual([]);
    expect(commonFields(name).filter((field) => wordsOfField(name, field) === undefined)).toEqual([]);
    expect(commonFields(name).length).toBeGreaterThanOrEqual(3);
  },
);

test('a resource, a field and a parameter without words have none, and neither has a name of every object', () => {
  expect(wordsOfField('tickets', 'constructor')).toBeUndefined();
  expect(wordsOfParameter('tickets', 'toString')).toBeUndefined();
  expect(wordsOfOperation('constructor', 'list')).toBeUndefined();
  expect(wordsOfSchemaField('constructor', 'id')).toBeUndefined();
  expect(commonFields('constructor')).toEqual([]);
});

test('words come from the resource, from the one that it shares its schema with, from all, and by rule', () => {
  expect(wordsOfField('projects', 'impact')).toBe(wordsOfField('tickets', 'impact'));
  expect(wordsOfParameter('tickets', 'page_no')).toBe(wordsOfParameter('clients', 'page_no'));
  expect(wordsOfField('assets', 'stockbin_name')).toBe('Name of the stock bin that holds the asset.');
  expect(wordsOfField('assets', 'sla_name')).toBe('Shown by Halo; set sla_id to change it.');
  expect(wordsOfSchemaField('TicketListItem', 'summary')).toBe(wordsOfField('tickets', 'summary'));
});

test('what a field measures is said where its type does not say it', () => {
  expect(unitOf('tickets', 'estimate')).toBe('hours');
  expect(unitOf('tickets', 'summary')).toBeUndefined();
});

test('common parameters are those of any list and filters by common fields, each once', () => {
  const common = commonParameters('assets');
  expect(common.slice(0, 2)).toEqual(['search', 'open_only']);
  expect(common).toContain('assettype_id');
  expect(new Set(common).size).toBe(common.length);
});
