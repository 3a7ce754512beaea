import { describe, expect, test } from 'vitest';
import { check } from '../compiler/check.js';
import { compile } from '../compiler/compile.js';
import { parseType } from '../compiler/field-type.js';
import { repairAll } from '../compiler/repairs/index.js';
import type { SourceOperation } from '../compiler/source.js';
import { behaviour, bookingSchema, bookings, smallSource } from './small-source.js';

const withOperation = (verb: string, operation: SourceOperation) =>
  smallSource({ resources: [bookings({ operations: { ...bookings().operations, [verb]: operation } })] });

describe('check', () => {
  test('accepts a sound source', () => {
    expect(check(smallSource())).toEqual([]);
  });

  const second = (change: object) =>
    smallSource({
      resources: [
        bookings(),
        bookings({
          path: '/Other',
          attribute: 'others',
          topic: 'others',
          operations: {},
          list: undefined,
          paging: undefined,
          ...change,
        } as object),
      ],
    });

  test.each([
    [
      'an attribute of the client',
      smallSource({ resources: [bookings({ attribute: 'request', topic: 'request' })] }),
      /attribute request is reserved by the client/,
    ],
    [
      'a topic of the command line',
      smallSource({ resources: [bookings({ attribute: 'sandbox', topic: 'sandbox' })] }),
      /topic sandbox is reserved by the command line/,
    ],
    ['a verb of every resource', withOperation('create', { route: 'POST /Booking/create' }), /bookings\.create: the verb is reserved/],
    [
      'a topic that is not the attribute',
      smallSource({ resources: [bookings({ topic: 'booking' })] }),
      /topic booking is not the kebab-case of bookings/,
    ],
    ['one attribute twice', second({ attribute: 'bookings', topic: 'bookings' }), /two resources have the attribute bookings/],
    ['one path twice', second({ path: '/BOOKING' }), /two resources have the path \/BOOKING/],
    ['one route twice', withOperation('again', { route: 'GET /Booking' }), /two operations have the route GET \/Booking/],
    [
      'one schema name twice',
      smallSource({ schemas: [bookingSchema(), bookingSchema({ wire: 'Other' })] }),
      /two schemas have the name Booking/,
    ],
    [
      'one wire name twice',
      smallSource({ schemas: [bookingSchema(), bookingSchema({ name: 'Other' })] }),
      /two schemas have the wire name BookingDetail/,
    ],
    [
      'verbs that are one on the command line',
      smallSource({
        resources: [
          bookings({ operations: { ...bookings().operations, byId: { route: 'GET /Booking/a' }, byID: { route: 'GET /Booking/b' } } }),
        ],
      }),
      /two operations are called by-id/,
    ],
    ['a verb not in camelCase', withOperation('Foo-bar', { route: 'GET /Booking/a' }), /a verb is camelCase/],
    ['a method of none', withOperation('replace', { route: 'PUT /Booking/a' }), /unknown method PUT/],
    ['a route elsewhere', withOperation('away', { route: 'GET /Bookings' }), /\/Bookings is not below \/Booking/],
    ['a standard verb on another route', withOperation('list', { route: 'GET /Booking/{id}/all' }), /is no list route/],
    ['an unknown body type', withOperation('send', { route: 'POST /Booking/send', body: 'Nothing[]' }), /unknown body type Nothing\[\]/],
    [
      'an unknown field type',
      smallSource({ schemas: [bookingSchema({ fields: { x: 'Nothing?' } })] }),
      /Booking\.x: unknown type Nothing\?/,
    ],
    ['an unknown schema', smallSource({ resources: [bookings({ schema: 'Nothing' })] }), /unknown schema Nothing/],
    [
      'a key and a shape',
      smallSource({ resources: [bookings({ list: { key: 'a', shape: 'array', origin: 'document' } })] }),
      /a key or a shape, not both/,
    ],
    [
      'a mark on nothing',
      smallSource({ schemas: [bookingSchema({ marks: { nam: { set: 'computed' } } })] }),
      /Booking\.nam: a mark on a field that is not there/,
    ],
    [
      'an added field without an origin',
      smallSource({ schemas: [bookingSchema({ fields: { id: 'int', extra: 'int?' }, marks: { extra: { type: 'int?' } } })] }),
      /Booking\.extra: a field that the contract lacks needs an origin/,
    ],
    [
      'something that cannot be written instead',
      smallSource({ schemas: [bookingSchema({ marks: { name: { set: 'computed', instead: 'nothing' } } })] }),
      /Booking\.name: nothing is not a field that can be written instead/,
    ],
    [
      'a hint to nothing',
      smallSource({ schemas: [bookingSchema({ hints: { title: 'nam' } })] }),
      /the hint title leads to nam, which cannot be written/,
    ],
    [
      'needs without the operation',
      smallSource({
        resources: [bookings({ operations: { list: { route: 'GET /Booking' } }, needs: { delete: ['kind'], origin: 'observed' } })],
      }),
      /needs\.delete without such an operation/,
    ],
    ['a behaviour twice', smallSource({ behaviours: [behaviour(), behaviour()] }), /two behaviours have the id bookings\.early/],
    ['an id of a behaviour without an area', smallSource({ behaviours: [behaviour({ id: 'early' })] }), /early: the id of a behaviour is/],
    [
      'a statement that does not end',
      smallSource({ behaviours: [behaviour({ statement: 'Early' })] }),
      /bookings\.early: the statement is not a sentence/,
    ],
    [
      'evidence that nobody can look up',
      smallSource({ behaviours: [behaviour({ evidence: ['hearsay'] })] }),
      /bookings\.early: hearsay is not a section of a fact page/,
    ],
  ])('%s', (_, source, problem) => {
    expect(check(source).join('\n')).toMatch(problem);
  });

  test('a list route needs a list shape and a paging style', () => {
    const { list: _, paging: __, ...rest } = bookings();
    const problems = check(smallSource({ resources: [rest] }));
    expect(problems).toHaveLength(2);
  });

  test('compile refuses a source that breaks a rule, and says all that is wrong', () => {
    const source = smallSource({ resources: [bookings({ attribute: 'request', topic: 'x' })] });
    expect(() => compile(source)).toThrow(
      /breaks 2 rules:[\s\S]*reserved[\s\S]*kebab-case|breaks 2 rules:[\s\S]*kebab-case[\s\S]*reserved/,
    );
  });
});

describe('emitted types', () => {
  test('read as a person would write them', () => {
    const files = compile(smallSource());
    expect(files['record-types.ts']).toContain(
      'export interface Booking {\n  id: number;\n  name?: string | null;\n  start?: string | null;\n}',
    );
    expect(files['operation-types.ts']).toContain(
      'export interface BookingsListQuery {\n  pageinate?: boolean | undefined;\n  search?: string | undefined;\n}',
    );
    expect(files['operation-types.ts']).toContain("result: R.Envelope<'bookings', R.Booking>");
    expect(files['operation-types.ts']).toContain("'GET /Booking/{id}': 'bookings.get'");
  });

  test('the same source compiles to the same text', () => {
    expect(compile(smallSource())).toEqual(compile(smallSource()));
  });

  test.each([
    ['Ticket[]?', { base: 'Ticket', arrays: 1, nullable: true }],
    ['string', { base: 'string', arrays: 0, nullable: false }],
    ['int[][]', { base: 'int', arrays: 2, nullable: false }],
  ])('the type %s is taken apart', (text, parts) => {
    expect(parseType(text)).toMatchObject(parts);
  });
});

describe('repairs', () => {
  test('an undefined schema in a field and in a body is read as any', () => {
    const source = withOperation('send', { route: 'POST /Booking/send', body: 'Ghost[]' });
    source.schemas = [bookingSchema({ fields: { id: 'int', ghosts: 'Ghost[]?', table: 'map<Ghost>?' } })];
    expect(repairAll(source)).toMatchObject({ 'unknown-field-type': 2, 'unknown-body-type': 1 });
    expect(source.schemas[0]?.fields).toEqual({ id: 'int', ghosts: 'any[]?', table: 'map<any>?' });
    expect(source.resources[0]?.operations.send?.body).toBe('any[]');
  });

  test('marks say who sets a field: the server joins names and counts, and controls are not shown', () => {
    const source = smallSource();
    source.schemas = [
      bookingSchema({
        fields: {
          id: 'int',
          room_id: 'int?',
          room_name: 'string?',
          owner_name: 'string?',
          guest_count: 'int?',
          _force: 'bool?',
          pin_secret: 'string?',
        },
        marks: { shelf: { type: 'string?', origin: 'observed' } },
      }),
    ];
    expect(repairAll(source)).toMatchObject({
      'added-field': 1,
      'computed-name': 1,
      'counted-field': 1,
      'control-field': 1,
      'secret-field': 1,
    });
    expect(source.schemas[0]?.marks).toMatchObject({
      room_name: { set: 'computed', instead: 'room_id' },
      guest_count: { set: 'computed' },
      _force: { set: 'writeOnly' },
      pin_secret: { set: 'writeOnly' },
    });
    expect(source.schemas[0]?.marks).not.toHaveProperty('owner_name');
    expect(source.schemas[0]?.fields).toHaveProperty('shelf', 'string?');
  });

  test('a save of int[] is read as any[]', () => {
    const source = withOperation('upsert', { route: 'POST /Booking', body: 'int[]' });
    expect(repairAll(source)).toMatchObject({ 'integer-body': 1 });
    expect(source.resources[0]?.operations.upsert?.body).toBe('any[]');
  });

  test('a query parameter that is a schema travels as text, an enumeration as a number', () => {
    const source = withOperation('find', { route: 'GET /Booking/find', query: { like: 'Booking[]', kind: 'Kind', page: 'int' } });
    source.schemas.push({ name: 'Kind', enum: [0, 1] });
    expect(repairAll(source)).toMatchObject({ 'query-type': 2 });
    expect(source.resources[0]?.operations.find?.query).toEqual({ like: 'string', kind: 'int', page: 'int' });
  });

  test('an item route takes the id kind of its resource, and an undeclared parameter is a string', () => {
    const source = withOperation('part', { route: 'GET /Booking/{id}/parts/{part}', params: { id: 'int' } });
    const resource = source.resources[0];
    if (resource) resource.id = { kind: 'uuid', origin: 'observed' };
    expect(repairAll(source)).toMatchObject({ 'path-parameter': 3 });
    expect(resource?.operations.get?.params).toEqual({ id: 'uuid' });
    expect(resource?.operations.part?.params).toEqual({ id: 'int', part: 'string' });
  });
});
