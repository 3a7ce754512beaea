import { findResource } from 'halopsa-catalogue';
import { operationSince, repairs, resourceFacts } from 'halopsa-catalogue/facts';
import { type Field, findSchema, schemaNames } from 'halopsa-catalogue/schemas';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseType } from '../compiler/field-type.js';
import { repairAll } from '../compiler/repairs/index.js';
import { operationsOf, readSource, type Source } from '../compiler/source.js';

/** What the runtime decodes is what the source says: the compact tables lose nothing. */
describe('source and runtime', () => {
  let source: Source;
  let counted: Record<string, number>;

  beforeAll(() => {
    source = readSource();
    counted = repairAll(source);
  });

  test('every resource arrives with its names and facts', () => {
    for (const row of source.resources) {
      const resource = findResource(row.attribute);
      expect(resource).toMatchObject({
        attribute: row.attribute,
        topic: row.topic,
        singular: row.singular,
        title: row.title,
        path: row.path,
        idKind: row.id.kind,
        legacy: row.legacy ?? false,
        naturalKeys: row.naturalKeys?.fields ?? [],
        scope: { read: row.scope.read, write: row.scope.write },
      });
      expect(resource?.schema).toBe(row.schema);
      expect(resource?.row).toBe(row.list?.row ?? row.schema);
      expect(resource?.paging).toBe(row.paging?.style);
      const { origin: _, ...needs } = row.needs ?? { origin: '' };
      expect(resource?.needs).toEqual(needs);
      expect(Object.keys(resource?.operations ?? {})).toEqual(Object.keys(row.operations));
    }
  });

  test('every list arrives under its key, bare or as an object', () => {
    const lists = source.resources.filter((row) => row.list);
    expect(lists).toHaveLength(368);
    for (const row of lists) {
      const expected = row.list?.key ? { kind: 'envelope', key: row.list.key } : { kind: row.list?.shape };
      expect(findResource(row.attribute)?.list, row.attribute).toEqual(expected);
    }
  });

  test('every operation arrives with its route, parameters, body and flags', () => {
    for (const [verb, row, resource] of operationsOf(source)) {
      const operation = findResource(resource.attribute)?.operations[verb];
      expect(`${operation?.method} ${operation?.path}`).toBe(row.route);
      expect(operation?.query, row.route).toEqual(row.query ?? {});
      expect(operation?.params, row.route).toEqual(row.params ?? {});
      expect(operation?.legacy).toBe(row.legacy ?? false);
      expect(operation?.partial).toBe(row.partial ?? false);
      const isArray = row.body !== undefined && !row.contentType && parseType(row.body).arrays > 0;
      expect(operation?.body === 'array', row.route).toBe(isArray);
      expect(operationSince(`${resource.attribute}.${verb}`)).toBe(row.since ?? resource.since);
    }
  });

  test('every schema arrives with all its fields in order', () => {
    for (const row of source.schemas) {
      const schema = findSchema(row.name);
      expect(schema?.wireName).toBe(row.wire ?? row.name);
      expect(schema?.enum).toEqual(row.enum);
      const fields = [...(schema?.fields.values() ?? [])].map(({ name, type, nullable }) => [name, nullable ? `${type}?` : type]);
      expect(fields, row.name).toEqual(Object.entries(row.fields ?? {}));
    }
  });

  test('every field arrives with whether it is required or read-only, and with its greatest length', () => {
    for (const { name: schema, required = [], readonly = [], maxLength = {} } of source.schemas) {
      const field = (name: string): Field | undefined => findSchema(schema)?.fields.get(name);
      for (const name of required) expect(field(name)?.required).toBe(true);
      for (const name of readonly) expect(field(name)?.readonly).toBe(true);
      for (const [name, limit] of Object.entries(maxLength)) expect(field(name)?.maxLength).toBe(limit);
    }
  });

  test('every mark and every hint arrives', () => {
    for (const row of source.schemas) {
      const schema = findSchema(row.name);
      for (const [name, { set = 'writable', instead }] of Object.entries(row.marks ?? {}))
        expect(schema?.fields.get(name), `${row.name}.${name}`).toMatchObject({ set, ...(instead && { instead }) });
      expect(Object.fromEntries(schema?.hints ?? []), row.name).toEqual(row.hints ?? {});
    }
  });

  test('what stands for a field that Halo sets can be written', () => {
    for (const name of schemaNames) {
      const fields = findSchema(name)?.fields ?? new Map<string, Field>();
      for (const { name: field, instead } of fields.values())
        if (instead !== undefined) expect(fields.get(instead)?.set, `${name}.${field} by ${instead}`).not.toBe('computed');
    }
  });

  test('what a hint leads to can be written', () => {
    for (const name of schemaNames) {
      const { fields = new Map<string, Field>(), hints = new Map<string, string>() } = findSchema(name) ?? {};
      for (const [word, field] of hints) {
        expect(fields.has(word), `${name}: ${word} is a field`).toBe(false);
        expect(fields.get(field)?.set, `${name}: ${word} leads to ${field}`).not.toBe('computed');
      }
    }
  });

  test.each([
    ['Ticket', 'status_name', 'computed', 'status_id'],
    ['Ticket', 'client_name', 'computed', 'client_id'],
    ['Ticket', 'category_1_display', 'computed', 'category_1'],
    ['Ticket', 'summary', 'writable', undefined],
    ['Ticket', '_force', 'writeOnly', undefined],
    ['Ticket', '_warning', 'computed', undefined],
    ['Ticket', 'userlookup', 'writeOnly', undefined],
    ['Ticket', 'closure_note', 'writeOnly', undefined],
    ['Action', 'who', 'writable', undefined],
    ['Action', 'new_status', 'writeOnly', undefined],
    ['Attachment', 'data_base64', 'writeOnly', undefined],
    ['Client', 'newclient_sitename', 'createOnly', undefined],
    ['User', 'new_password', 'writeOnly', undefined],
  ])('%s.%s is %s', (schema, field, set, instead) => {
    expect(findSchema(schema)?.fields.get(field)).toMatchObject({ set, instead });
  });

  test('every resource states where its facts come from', () => {
    expect(resourceFacts.map((row) => row.resource)).toEqual(source.resources.map((row) => row.attribute));
    for (const facts of resourceFacts) {
      for (const origin of [facts.id, facts.scope, facts.list ?? 'document']) {
        expect(origin, facts.resource).toMatch(/^(document|observed( 2026)?|inferred|assumed|envelope expected)(: .+)?$/);
      }
    }
  });

  test('the most used resources are described in a sentence', () => {
    const described = resourceFacts.filter((row) => row.description);
    expect(described.length).toBeGreaterThanOrEqual(80);
    for (const { resource, description } of described) expect(description, resource).toMatch(/^[A-Z].*\.$/);
  });

  test('the repairs are named and counted', () => {
    expect(repairs).toEqual(counted);
    expect(repairs).toMatchInlineSnapshot(`
      {
        "added-field": 35,
        "computed-name": 824,
        "control-field": 1049,
        "counted-field": 151,
        "integer-body": 5,
        "last-change-field": 27,
        "new-value-field": 387,
        "path-parameter": 6,
        "query-type": 5,
        "read-only-field": 86,
        "secret-field": 97,
        "unknown-body-type": 15,
        "unknown-field-type": 9,
      }
    `);
  });
});
