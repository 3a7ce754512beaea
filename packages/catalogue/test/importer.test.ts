import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../compiler/compile.js';
import { emitOpenApi } from '../compiler/emit/openapi.js';
import { repairAll } from '../compiler/repairs/index.js';
import { readSource } from '../compiler/source.js';
import { type Change, describeChanges } from '../importer/change.js';
import { type OpenApiDocument, parseDocument } from '../importer/document.js';
import { importDocument } from '../importer/import-document.js';
import { resourceNames, verbFor } from '../importer/names.js';
import { writeSource } from '../importer/write-source.js';
import { bookings, smallSource } from './small-source.js';

const fixture = (name: string): OpenApiDocument => parseDocument(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'));
const of = (changes: readonly Change[], kind: string): string[] =>
  changes.filter((change) => change.kind === kind).map((change) => change.at);

describe('a document exported from the catalogue', () => {
  test('imports without a change, repaired or as the files stand', () => {
    const source = readSource();
    const repaired = structuredClone(source);
    repairAll(repaired);
    for (const exported of [repaired, source]) {
      const document = parseDocument(JSON.stringify(emitOpenApi(exported, '2026')));
      expect(Object.keys(document.components?.schemas ?? {})).toHaveLength(777);
      const { changes, repairs } = importDocument(source, document);
      expect(describeChanges(changes)).toEqual([]);
      expect(repairs.size).toBe(0);
    }
  });

  test('reports exactly what is taken out of it', () => {
    const source = readSource();
    const document = parseDocument(JSON.stringify(emitOpenApi(source, '2026')));
    delete document.paths['/Tickets/vote'];
    delete document.components?.schemas?.Faults?.properties?.summary;
    const { changes } = importDocument(source, document);
    expect(describeChanges(changes)).toEqual(['operation removed: 1', '  POST /Tickets/vote', 'field removed: 1', '  Faults summary']);
  });
});

describe('a newer document', () => {
  const imported = () => importDocument(smallSource(), fixture('newer.json'));

  test('reports what came, went and changed', () => {
    const { changes } = imported();
    expect(describeChanges(changes)).toMatchInlineSnapshot(`
      [
        "operation added: 5",
        "  GET /Booking/Slots: bookings.slots",
        "  GET /MeetingRoom: meetingRooms.list",
        "  POST /MeetingRoom: meetingRooms.upsert",
        "  GET /MeetingRoom/{id}: meetingRooms.get",
        "  POST /MeetingRoom/{id}/view: meetingRooms.view",
        "operation removed: 1",
        "  DELETE /Booking/{id}",
        "parameter added: 1",
        "  GET /Booking room_id: uuid",
        "parameter removed: 1",
        "  GET /Booking search",
        "resource added: 1",
        "  /MeetingRoom: meetingRooms",
        "schema added: 2",
        "  MeetingRoom: 3 fields",
        "  MeetingRoom_View: 2 fields",
        "schema changed: 2",
        "  BookingDetail required: none -> name",
        "  BookingDetail maxLength: none -> name=50",
        "field added: 4",
        "  BookingDetail minutes: long?",
        "  BookingDetail room: MeetingRoom?",
        "  BookingDetail extra: any",
        "  BookingDetail labels: map<string[]>?",
        "field removed: 1",
        "  BookingDetail start",
      ]
    `);
  });

  test('repairs irregular types under their names, counted', () => {
    expect(Object.fromEntries(imported().repairs)).toEqual({
      'csharp-type': 5,
      'duplicate-parameter': 1,
      'undeclared-path-parameter': 1,
      'unsupported-method': 1,
      'inline-object': 1,
      'missing-type': 1,
      'stray-path-parameter': 1,
    });
  });

  test('gives new operations names, types and the version that brought them', () => {
    const { source } = imported();
    const booking = source.resources.find((resource) => resource.path === '/Booking');
    expect(booking?.operations.slots).toEqual({
      route: 'GET /Booking/Slots',
      tag: 'BookingController',
      since: '2027',
      query: { from: 'datetime', days: 'int', ids: 'int[]', all: 'bool', note: 'string' },
    });
    const room = source.resources.find((resource) => resource.path === '/MeetingRoom');
    expect(room).toMatchObject({
      attribute: 'meetingRooms',
      topic: 'meeting-rooms',
      singular: 'meeting room',
      title: 'Meeting rooms',
      schema: 'MeetingRoom',
      id: { kind: 'uuid', origin: 'document' },
      list: { key: 'rooms', row: 'MeetingRoom', origin: 'document' },
      since: '2027',
    });
    expect(Object.keys(room?.operations ?? {}).sort()).toEqual(['get', 'list', 'upsert', 'view']);
  });

  test('keeps what was written by hand, and what the contract has no more as legacy', () => {
    const mine = smallSource({ resources: [bookings({ description: 'Ours.', needs: { list: ['search'], origin: 'observed' } })] });
    const { source } = importDocument(mine, fixture('newer.json'));
    const booking = source.resources.find((resource) => resource.path === '/Booking');
    expect(booking?.description).toBe('Ours.');
    expect(booking?.operations.list?.query).toHaveProperty('search');
    expect(booking?.operations.delete).toMatchObject({ legacy: true });
    expect(mine.resources[0]?.operations.delete?.legacy).toBeUndefined();
  });

  test('compiles, and imports a second time without a change', () => {
    const { source } = imported();
    expect(() => compile(structuredClone(source))).not.toThrow();
    expect(importDocument(source, fixture('newer.json')).changes).toEqual([]);
  });

  test('an operation that comes back is legacy no more', () => {
    const { source } = imported();
    const document = fixture('newer.json');
    document.paths['/Booking/{id}'] = { ...document.paths['/Booking/{id}'], delete: {} };
    const { changes } = importDocument(source, document);
    expect(of(changes, 'operation returned')).toEqual(['DELETE /Booking/{id}']);
  });
});

describe('writing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'halo-import-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('touches only the files that change', () => {
    const before = smallSource();
    const { source } = importDocument(before, fixture('newer.json'));
    const written = writeSource(folder, before, source);
    expect(written.sort()).toEqual([
      'resources/bookings.yaml',
      'resources/meeting-rooms.yaml',
      'schemas/Booking.yaml',
      'schemas/MeetingRoom.yaml',
      'schemas/MeetingRoomView.yaml',
    ]);
    expect(readdirSync(join(folder, 'resources')).sort()).toEqual(['bookings.yaml', 'meeting-rooms.yaml']);
    expect(parse(readFileSync(join(folder, 'schemas/MeetingRoomView.yaml'), 'utf8'))).toMatchObject({
      name: 'MeetingRoomView',
      wire: 'MeetingRoom_View',
    });
  });
});

describe('names', () => {
  test.each([
    ['/BookingType', 'bookingTypes', 'booking-types', 'booking type'],
    ['/MCPPolicy', 'mcpPolicies', 'mcp-policies', 'mcp policy'],
    ['/Branch', 'branches', 'branches', 'branch'],
    ['/UsageData', 'usageData', 'usage-data', 'usage data'],
  ])('%s', (path, attribute, topic, singular) => {
    expect(resourceNames(path)).toMatchObject({ attribute, topic, singular });
  });

  test('a verb avoids those that are taken', () => {
    const route = 'POST /Booking/slots';
    expect(verbFor(route, '/Booking', new Set())).toBe('slots');
    expect(verbFor(route, '/Booking', new Set(['slots']))).toBe('postSlots');
    expect(() => verbFor(route, '/Booking', new Set(['slots', 'postSlots', 'postSlotsById']))).toThrow(/no free verb/);
  });
});

describe('a file that is no document', () => {
  test.each([
    ['{', /not JSON/],
    ['null', /not OpenAPI 3/],
    ['{"swagger":"2.0"}', /not OpenAPI 3/],
    ['{"openapi":"3.0.1","paths":{}}', /no paths/],
  ])('%s is refused in one line', (text, message) => {
    expect(() => parseDocument(text)).toThrow(message);
  });
});
