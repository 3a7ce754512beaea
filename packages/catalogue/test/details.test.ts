import { detailsOf, everydayResources, importOrder } from 'halopsa-catalogue/details';
import { describe, expect, test } from 'vitest';
import { check } from '../compiler/check.js';
import { readSource, type SourceOrders, type SourceResource } from '../compiler/source.js';
import { bookingSchema, bookings, smallSource } from './small-source.js';

describe('what the faces show of a resource', () => {
  test('is what the source says', () => {
    const { resources, orders } = readSource();
    for (const { attribute, operations, setUp, progress, ...source } of resources) {
      const { columns, selection, page, detailQuery, related, typeForm, exampleField, sets, detailNames, demands, document } = source;
      const { origin: _, ...started } = setUp ?? { origin: '' };
      const { origin: __, ...far } = progress ?? { origin: '' };
      const recorded = Object.entries(operations).flatMap(([verb, { recorded: status }]) => (status ? [[verb, status] as const] : []));
      const others = {
        ...(setUp && { setUp: started }),
        ...(progress && { progress: far }),
        ...(recorded.length > 0 && { recorded: Object.fromEntries(recorded) }),
      };
      const shown = { columns, selection, page, detailQuery, related, typeForm, exampleField, sets, detailNames, demands, document };
      const said = Object.entries({ ...shown, ...others }).filter(([, value]) => value !== undefined);
      expect(detailsOf(attribute), attribute).toEqual(Object.fromEntries(said));
    }
    expect({ everyday: everydayResources, imports: importOrder }).toEqual(orders);
    expect(everydayResources).toHaveLength(32);
  });

  test('is nothing for what is no resource', () => {
    expect(detailsOf('constructor')).toEqual({});
  });
});

describe('the compiler refuses', () => {
  const booked = (change: Partial<SourceResource>, orders: Partial<SourceOrders> = {}) =>
    smallSource({
      resources: [bookings(change)],
      schemas: [bookingSchema({ fields: { id: 'int', name: 'string?', booking_id: 'int' } })],
      orders: { everyday: change.columns ? ['bookings'] : [], imports: [], ...orders },
    });
  const operations = {
    ...bookings().operations,
    list: { route: 'GET /Booking', query: { booking_id: 'int', other: 'int' } },
    get: { route: 'GET /Booking/{id}', params: { id: 'int' }, query: { whole: 'bool' } },
  };

  test('nothing of a sound source', () => {
    const typeForm = { field: 'booking_id', basics: ['name'] };
    const related = [{ verb: 'parts', lists: 'bookings', by: 'booking_id' }];
    const sound = { columns: ['id', 'name'], page: '/bookings?id=', exampleField: 'name', detailQuery: { whole: true } };
    expect(check(booked({ ...sound, typeForm, related, operations }, { imports: ['bookings'] }))).toEqual([]);
  });

  test.each([
    ['a column that no record has', booked({ columns: ['title'] }), 'the column title is in no record'],
    ['a page that takes no id', booked({ page: '/bookings' }), '/bookings is not the address of a page'],
    ['a query that one record does not take', booked({ detailQuery: { whole: true } }), 'cannot be asked for with whole'],
    ['a selected field that no record has', booked({ selection: { record: ['id', 'title'] } }), 'the selected field title'],
    ['a selected field that nobody writes', booked({ selection: { record: ['id'], write: ['title'] } }), 'the selected field title'],
    ['an example of a field that no record has', booked({ exampleField: 'title' }), 'the example sets title'],
    ['a form without its fields', booked({ typeForm: { field: 'kind', basics: [] } }), 'the form of a type has no kind'],
    [
      'values narrowed by no filter',
      booked({ typeForm: { field: 'booking_id', basics: [], narrows: { bookings: { filter: 'colour', from: 'id' } } } }),
      'bookings cannot be narrowed by colour',
    ],
    ['a form of no type', booked({ typeForm: { field: 'name', basics: [] } }), 'name refers to no types'],
    ['related records of nothing', booked({ related: [{ verb: 'parts', lists: 'parts', by: 'booking_id' }] }), 'unknown resource parts'],
    [
      'related records by what their list does not take',
      booked({ related: [{ verb: 'parts', lists: 'bookings', by: 'booking_id' }] }),
      'bookings take no booking_id',
    ],
    [
      'related records by what refers to something else',
      booked({ operations, related: [{ verb: 'parts', lists: 'bookings', by: 'other' }] }),
      'other does not refer to bookings',
    ],
    [
      'a related verb that does both',
      booked({ related: [{ verb: 'parts', lists: 'bookings', creates: 'bookings', by: 'booking_id' }] }),
      'lists, or creates with a summary',
    ],
    ['a first value that no record has', booked({ setUp: { firstValues: { kind: 1 }, origin: 'assumed' } }), 'has no kind'],
    ['effects on no field', booked({ sets: { of: 'bookings', fields: { name: 'title' } } }), 'it sets what is not there: title'],
    ['another name for no field', booked({ detailNames: { title: 'name' } }), 'no record has the field title'],
    [
      'a demand without a behaviour',
      booked({ demands: { fields: ['name'], message: 'Name is mandatory', behaviour: 'create.unheard-of' } }),
      'unknown behaviour create.unheard-of',
    ],
    [
      'a document without lines',
      booked({ document: { parent: 'booking_id', date: 'name', user: 'name', site: 'name', line: { item: 'item_id' } } }),
      'the document has no item_id',
    ],
    ['an order of what is not there', booked({}, { imports: ['trips'] }), 'unknown resource trips'],
    ['a common resource without columns', booked({}, { everyday: ['bookings'] }), 'are those that have columns'],
  ])('%s', (_what, source, problem) => {
    expect(check(source).join('\n')).toContain(problem);
  });
});
