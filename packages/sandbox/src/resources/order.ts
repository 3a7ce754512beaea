import type { Query } from '../http/query.js';
import type { HaloRecord, Order } from '../store/port.js';
import { compareKeys, sortKey } from '../store/sort-key.js';
import type { ResourceModel } from './contract.js';

const SUFFIXES = ['', '2', '3', '4', '5'] as const;

/** The sort keys that a query names, or the resource's own order; fields that a record cannot have are ignored. */
export function readOrder(query: Query, model: ResourceModel): Order[] {
  const asked = SUFFIXES.flatMap((suffix): Order[] => {
    const field = query.text(`order${suffix}`)?.toLowerCase();
    if (field === undefined || (model.schema && !model.schema.fields.has(field))) return [];
    // Only the word counts: `orderdesc=1` sorts upwards.
    return [{ field, descending: query.word(`orderdesc${suffix}`) }];
  });
  if (asked.length > 0) return asked;
  const own = model.rule('order');
  return own ? [own] : [];
}

/** Sorts rows by several keys; equal rows keep their order. */
export function sortRows(rows: HaloRecord[], order: readonly Order[]): HaloRecord[] {
  const compare = (a: HaloRecord, b: HaloRecord): number => {
    for (const { field, descending } of order) {
      const result = compareKeys(sortKey(a[field]), sortKey(b[field]));
      if (result !== 0) return descending ? -result : result;
    }
    return 0;
  };
  return rows.sort(compare);
}
