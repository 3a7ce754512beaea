import { expect, test } from 'vitest';
import { ruledWords } from '../compiler/words-by-rule.js';
import { bookingSchema, bookings, smallSource } from './small-source.js';

/** What rules say of the fields of a schema that refers to bookings. */
function ruled(fields: Record<string, string>): Record<string, string> {
  const schema = bookingSchema({ name: 'Stay', fields });
  return ruledWords(smallSource({ resources: [bookings()], schemas: [bookingSchema(), schema] }))(schema);
}

test('an id that is named after its records says what it refers to', () => {
  expect(ruled({ booking_id: 'int?' })).toEqual({ booking_id: 'Refers to the booking by its id.' });
});

test('a name beside a reference says which field changes it', () => {
  expect(ruled({ booking_id: 'int?', booking_name: 'string?' })['booking_name']).toBe('Shown by Halo; set booking_id to change it.');
});

test('a name and a GUID beside any other id say whose they are', () => {
  expect(ruled({ layout_id: 'int?', layout_name: 'string?', layout_guid: 'uuid?' })).toEqual({
    layout_name: 'Name that goes with layout_id.',
    layout_guid: 'GUID that goes with layout_id.',
  });
  expect(ruled({ layout: 'int?', layout_name: 'string?' })).toEqual({ layout_name: 'Name that goes with layout.' });
});

test('a name alone, a name of its own and an internal name have no words', () => {
  expect(ruled({ booking_name: 'string?', name: 'string?', _match_id: 'int?', _match_name: 'string?', guest_names: 'string?' })).toEqual(
    {},
  );
});
