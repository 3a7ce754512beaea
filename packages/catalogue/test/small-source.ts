import type { Source, SourceBehaviour, SourceResource, SourceSchema } from '../compiler/source.js';

/** A resource with all four verbs, changed as a test needs it. */
export function bookings(change: Partial<SourceResource> = {}): SourceResource {
  return {
    path: '/Booking',
    attribute: 'bookings',
    topic: 'bookings',
    singular: 'booking',
    title: 'Bookings',
    schema: 'Booking',
    id: { kind: 'int', origin: 'document' },
    list: { key: 'bookings', row: 'Booking', origin: 'document' },
    paging: { style: 'page-number' },
    scope: { read: 'all:standard', write: 'admin', origin: 'assumed' },
    operations: {
      list: { route: 'GET /Booking', query: { pageinate: 'bool', search: 'string' } },
      get: { route: 'GET /Booking/{id}', params: { id: 'int' } },
      upsert: { route: 'POST /Booking', body: 'Booking[]' },
      delete: { route: 'DELETE /Booking/{id}', params: { id: 'int' } },
    },
    ...change,
  };
}

/** The schema of a booking, changed as a test needs it. */
export function bookingSchema(change: Partial<SourceSchema> = {}): SourceSchema {
  return { name: 'Booking', wire: 'BookingDetail', fields: { id: 'int', name: 'string?', start: 'datetime?' }, ...change };
}

/** A fact about how the server behaves, changed as a test needs it. */
export const behaviour = (change: Partial<SourceBehaviour> = {}): SourceBehaviour => ({
  id: 'bookings.early',
  statement: 'A booking begins early.',
  confidence: 'live',
  evidence: ['behaviour.md 1.1'],
  ...change,
});

/** A source of one resource, one schema and one behaviour. */
export function smallSource(change: Partial<Source> = {}): Source {
  return {
    resources: [bookings()],
    schemas: [bookingSchema()],
    parameters: { names: {}, operations: {}, scopes: {} },
    synonyms: {},
    tables: {},
    orders: { everyday: [], imports: [] },
    references: { fields: {}, resources: {}, lookups: {} },
    descriptions: { aliases: {}, paging: {} },
    words: { shared: {}, resources: [] },
    examples: { values: {}, operations: {} },
    behaviours: [behaviour()],
    reserved: { client: ['request'], command: ['sandbox'], verb: ['create'] },
    ...change,
  };
}
