import type { MethodContext } from '../entities/method-context.js';
import type { SearchOptions, WireRecord } from '../resource/resource-client.js';

/** The records that Halo finds for a text. */
export function search({ resource }: MethodContext, _self: unknown, text: string, options: SearchOptions = {}): Promise<WireRecord[]> {
  const { where, limit = 50, ...rest } = options;
  return resource.listAll({ ...where, search: text }, { limit, ...rest }).toArray();
}
