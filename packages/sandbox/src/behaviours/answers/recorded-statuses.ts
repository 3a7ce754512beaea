import { resourceNames } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import type { Behaviour } from '../../resources/contract.js';

/** Operations that answered with nothing but a status; off by default, since it reflects the set-up and rights of those tenants. */
export const recordedStatuses: readonly Behaviour[] = resourceNames.flatMap(
  (resource): Behaviour[] => {
    const { recorded } = detailsOf(resource);
    return recorded
      ? [
          {
            ids: ['error.recorded-statuses'],
            resource,
            optional: true,
            rules: { answers: recorded },
          },
        ]
      : [];
  },
);
