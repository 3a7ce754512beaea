import { allResources } from 'halopsa-catalogue';
import { type Demand, detailsOf } from 'halopsa-catalogue/details';
import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import type { HaloValue } from '../../store/port.js';

/** Whether a field holds something: a text, a number of a record, a yes, a member of a list. */
function isGiven(value: HaloValue): boolean {
  if (typeof value === 'number') return value > 0;
  if (Array.isArray(value)) return value.length > 0;
  return !['', '0', false, null, undefined].includes(value as string);
}

const demand = (resource: string, { fields, message, behaviour }: Demand): Behaviour => ({
  ids: [behaviour],
  resource,
  optional: true,
  rules: {
    prepare: ({ before, next }) => {
      if (!before && !fields.some((field) => isGiven(next[field]))) throw bareString(message);
    },
  },
});

/** Creates that lack what the server demands are refused in its words. */
export const createsNameWhatTheyLack: readonly Behaviour[] = allResources().flatMap(
  ({ attribute }) => {
    const { demands } = detailsOf(attribute);
    return demands ? [demand(attribute, demands)] : [];
  },
);
