import type { Query } from '../http/query.js';
import type { HaloRecord, Test } from '../store/port.js';
import type { ResourceModel } from './model.js';

/** Fields that name a record on most resources. */
const COMMON_FIELDS: readonly string[] = ['name', 'summary', 'subject', 'text', 'value', 'description', 'ref', 'label'];

/** The test of `search` and of every `search_<field>` that the query gives. */
export function searchPredicate(query: Query, model: ResourceModel): Test | undefined {
  const tests: ((record: HaloRecord) => boolean)[] = [];
  const text = query.text('search');
  if (text !== undefined) tests.push(containsIn(model.rule('searchFields') ?? searchFields(model), text));
  for (const name of query.names()) {
    const value = query.text(name);
    const field = name.startsWith('search_') ? name.slice('search_'.length) : undefined;
    if (field === undefined || value === undefined || !model.schema?.fields.has(field)) continue;
    tests.push(containsIn([field], value));
  }
  return tests.length === 0 ? undefined : (record) => tests.every((test) => test(record));
}

const searchFields = (model: ResourceModel): string[] => [...new Set([...model.resource.naturalKeys, ...COMMON_FIELDS])];

function containsIn(fields: readonly string[], text: string): (record: HaloRecord) => boolean {
  // An expression without regard to case makes no copy of the text, unlike a change of case.
  const wanted = new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  return (record) =>
    fields.some((field) => {
      const value = record[field];
      if (typeof value === 'string') return wanted.test(value);
      return typeof value === 'number' && String(value) === text;
    });
}
