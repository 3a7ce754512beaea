import { allResources, findResource } from 'halopsa-catalogue';
import { canBeMeant, holdersOf, isInactive, namingOf, referenceOf, referencesOf, wholeListOf } from 'halopsa-catalogue/references';
import { findSchema } from 'halopsa-catalogue/schemas';
import { describe, expect, test } from 'vitest';
import { check } from '../compiler/check.js';
import type { SourceNaming } from '../compiler/source.js';
import type { SourceReference } from '../compiler/source-references.js';
import { takesKey } from '../src/takes-key.js';
import { bookingSchema, bookings, smallSource } from './small-source.js';

const idOf = (resource: string) => ({ resource, key: 'id' });

test('a list leaves nothing out with the parameters that the sources name', () => {
  expect(wholeListOf('clients')).toEqual({ includeinactive: 'true' });
  expect(wholeListOf('teams')).toEqual({ includedisabled: 'true', includeenabled: 'true', showall: 'true' });
  expect(wholeListOf('agents')).toMatchObject({ activeinactive: 'true,true', includedisabled: 'true', includeunassigned: 'true' });
  expect(wholeListOf('ticketTypes')).toEqual({ showinactive: 'true', showall: 'true' });
  expect(wholeListOf('appointments')).toEqual({});
  expect([isInactive({ inactive: true }), isInactive({ isdisabled: true }), isInactive({ inactive: false })]).toEqual([true, true, false]);
});

describe('what a field refers to', () => {
  test.each([
    ['tickets', 'client_id', undefined, idOf('clients')],
    ['tickets', 'priority_id', undefined, { resource: 'priorities', key: 'priorityid' }],
    ['tickets', 'priority', 'int[]', { resource: 'priorities', key: 'priorityid' }],
    ['tickets', 'status_id', undefined, { ...idOf('statuses'), only: { type: 0 } }],
    ['assets', 'status_id', undefined, { ...idOf('statuses'), last: { type: 0 } }],
    ['tickets', 'impact', undefined, { ...idOf('lookups'), query: { lookupid: 12 } }],
    ['tickets', 'team', undefined, { resource: 'teams', key: 'name' }],
    ['tickets', 'team', 'int[]', idOf('teams')],
    ['ticketApprovals', 'role_id', undefined, { resource: 'roles', key: 'id_int' }],
    ['notificationRules', 'role_id', undefined, idOf('roles')],
    ['outcomes', 'requesttype', undefined, idOf('ticketTypes')],
    ['expenses', 'fault_id', undefined, idOf('tickets')],
    ['actions', 'outcome', undefined, { resource: 'outcomes', key: 'outcome' }],
    ['tickets', 'category_2', undefined, { resource: 'categories', key: 'value', only: { type_id: 2 } }],
  ])('%s.%s of type %s', (resource, field, type, expected) => {
    expect(referenceOf(resource, field, type)).toMatchObject(expected);
  });

  test.each([
    ['mailboxCredentials', 'client_id', 'an application of another service'],
    ['tickets', 'summary', 'a text'],
    ['quotations', 'status', 'a status of its own'],
    ['ticketApprovals', 'holiday_id', 'a number, where holidays have GUIDs'],
    ['tickets', 'constructor', 'no field at all'],
    ['outcomes', 'outcome', 'the name of the record itself'],
  ])('is nothing: %s.%s, %s', (resource, field) => {
    expect(referenceOf(resource, field)).toBeUndefined();
  });

  test('is known by name alone where the contract does not say what a record has', () => {
    expect(findResource('crmNoteReplies')?.schema).toBeUndefined();
    expect(referenceOf('crmNoteReplies', 'user_id')).toMatchObject(idOf('users'));
  });

  test('can be listed, has the key in its rows, and is of a type that holds the key, for every field of every resource', () => {
    const all = allResources().flatMap(({ attribute, schema = '' }) =>
      referencesOf(attribute).map(([field, reference]) => ({ at: `${attribute}.${field}`, schema, field, reference })),
    );
    expect(all.length).toBeGreaterThan(400);
    for (const { at, schema, field, reference } of all) {
      const { resource, key, names } = reference;
      const target = findResource(resource);
      expect(target?.operations.list, at).toBeDefined();
      const row = findSchema(target?.row ?? '')?.fields;
      const lacking = [key, ...names].filter((name) => row?.has(name) === false);
      expect(lacking, at).toEqual([]);
      const type = findSchema(schema)?.fields.get(field)?.type ?? '';
      expect(takesKey(type, row?.get(key)?.type ?? 'int'), at).toBe(true);
    }
  });
});

describe('who refers to a resource', () => {
  test('is every field of every record that refers to it', () => {
    expect(holdersOf('slas')).toContainEqual({ resource: 'tickets', field: 'sla_id', key: 'id' });
    expect(holdersOf('priorities')).toContainEqual({ resource: 'tickets', field: 'priority_id', key: 'priorityid' });
    expect(holdersOf('taxes')).toContainEqual({ resource: 'items', field: 'taxcode', key: 'id' });
    expect(holdersOf('viewColumns')).toContainEqual({ resource: 'viewLists', field: 'column_profile_id', key: 'id' });
    expect(holdersOf('clients').filter(({ resource }) => resource === 'mailboxCredentials')).toEqual([]);
    for (const { attribute } of allResources())
      for (const [field, { resource }] of referencesOf(attribute)) {
        if (resource === 'clients') expect(holdersOf('clients')).toContainEqual({ resource: attribute, field, key: 'id' });
      }
  });

  test('is nobody for what has no list', () => {
    expect(holdersOf('kandji')).toEqual([]);
  });
});

describe('how records are named', () => {
  test('is by their name unless the source says otherwise', () => {
    expect(namingOf('teams')).toEqual({ keys: { id: 'int' }, names: ['name'], label: 'name' });
    expect(namingOf('outcomes')).toMatchObject({ names: ['outcome'], label: 'outcome' });
    expect(namingOf('tickets')).toMatchObject({ names: [], label: 'summary' });
    expect(namingOf('sites')).toMatchObject({ within: ['client_id'], apart: ['client_name'], path: ['client_name', 'name'] });
  });

  test('narrows a list by what its rows show', () => {
    const reference = referenceOf('tickets', 'status_id')!;
    expect([{ type: 0 }, { type: 1 }, {}].map((row) => canBeMeant(row, reference))).toEqual([true, false, true]);
  });
});

describe('the compiler refuses', () => {
  const named = (naming: Partial<SourceNaming>) => smallSource({ resources: [bookings({ naming: { origin: 'observed', ...naming } })] });
  const referring = (rule: Partial<SourceReference>, type = 'int?') =>
    smallSource({
      schemas: [bookingSchema({ fields: { id: 'int', name: 'string?', other: type } })],
      references: { fields: { other: { resource: 'bookings', origin: 'observed', ...rule } }, resources: {}, lookups: {} },
    });

  test('nothing of a sound source', () => {
    expect(check(named({ names: ['name'] }))).toEqual([]);
    expect(check(referring({ query: { search: 'x' }, only: { name: 'x' } }))).toEqual([]);
    expect(check(referring({ key: 'name' }, 'string?'))).toEqual([]);
  });

  test.each([
    ['a key that no row has', named({ keys: ['number'] }), 'naming takes number, which no row of the list has'],
    ['a name that no row has', named({ names: ['title'] }), 'naming takes title, which no row of the list has'],
    ['a label beside a name', named({ label: 'id' }), 'a label and a name, which is the label'],
    ['a resource that is not there', referring({ resource: 'trips' }), 'unknown resource trips'],
    ['a filter that the list does not take', referring({ query: { kind: 1 } }), 'the list of bookings takes no kind'],
    ['rows by a field that they do not have', referring({ only: { kind: 1 } }), 'no row of bookings has kind'],
    ['a field of another type', referring({}, 'string?'), 'other is of no type that takes a key of bookings'],
    ['a name in a field of numbers', referring({ key: 'name' }), 'other is of no type that takes a key of bookings'],
    [
      'a field that the resource does not have',
      smallSource({
        references: { fields: {}, resources: { bookings: { other: { resource: 'bookings', origin: 'observed' } } }, lookups: {} },
      }),
      'bookings.other is of no type',
    ],
  ])('%s', (_what, source, problem) => {
    expect(check(source).join('\n')).toContain(problem);
  });
});
