import { allResources } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** A read of one record has other names for some fields than the answer to a post. */
export const ticketsNamedByRoute: readonly Behaviour[] = allResources().flatMap(({ attribute }) => {
  const names = detailsOf(attribute).detailNames;
  return names === undefined ? [] : [namedByRoute(attribute, new Map(Object.entries(names)))];
});

function namedByRoute(resource: string, names: ReadonlyMap<string, string>): Behaviour {
  return {
    ids: ['tickets.names-by-route'],
    priority: 'following',
    resource,
    optional: true,
    rules: {
      detail: (record): HaloRecord =>
        Object.fromEntries(
          Object.entries(record).map(([name, value]) => [names.get(name) ?? name, value]),
        ),
    },
  };
}
