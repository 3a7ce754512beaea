import type { Query } from '../http/query.js';
import type { Test, TextTest } from '../store/port.js';
import type { ResourceModel } from './contract.js';

/** Fields that name a record on most resources. */
const COMMON_FIELDS: readonly string[] = [
  'name',
  'summary',
  'subject',
  'text',
  'value',
  'description',
  'ref',
  'label',
];

/** The tests of `search` and of every `search_<field>` that the query gives. */
export function searchTests(query: Query, model: ResourceModel): Test[] {
  const tests: Test[] = [];
  const text = query.text('search');
  const fields = model.rule('searchFields') ?? searchFields(model);
  if (text !== undefined && fields.length > 0) tests.push(containsIn(fields, text));
  for (const name of query.names()) {
    const value = query.text(name);
    const field = name.startsWith('search_') ? name.slice('search_'.length) : undefined;
    if (field === undefined || value === undefined || !model.schema?.fields.has(field)) continue;
    // An id is looked up whole.
    tests.push(
      field === 'id' ? (record) => String(record.id) === value.trim() : containsIn([field], value),
    );
  }
  return tests;
}

const searchFields = (model: ResourceModel): string[] => [
  ...new Set([...model.resource.naturalKeys, ...COMMON_FIELDS]),
];

const containsIn = (fields: readonly string[], text: string): TextTest => ({
  fields,
  contains: text.toLowerCase(),
});
