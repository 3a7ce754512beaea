import type { Context } from '../core/context.js';
import type { SearchOptions, WireRecord } from '../core/records.js';

/** The records that Halo finds for a text. */
export function search({ verbs }: Context, _self: unknown, text: string, options: SearchOptions = {}): Promise<WireRecord[]> {
  const { where, limit = 50, ...rest } = options;
  return verbs.listAll({ ...where, search: text }, { limit, ...rest }).toArray();
}
