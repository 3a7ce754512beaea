import type { CallOptions } from '../core/call.js';
import type { Bodies } from '../core/methods.js';
import type { ResourceVerbs } from '../core/records.js';
import type { LookupValue } from '../fields/field.js';
import { lookupValues } from '../fields/lookup-values.js';

/** What the lookups as a whole can do. */
export interface LookupsMethods {
  /** The values of a kind of lookup, by its number or a name such as `impact`; kept for a while. */
  values(kind: number | string, options?: CallOptions): Promise<LookupValue[]>;
}

export const lookupsMethods: Bodies<LookupsMethods, ResourceVerbs> = {
  values: (context, _self, kind, options) => lookupValues(context, kind, options),
};
