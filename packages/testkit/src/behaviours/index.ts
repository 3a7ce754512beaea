import { authFacts } from './auth.js';
import { capabilityFacts } from './capabilities.js';
import { documentFacts } from './documents.js';
import type { BehaviourFact } from './fact.js';
import { listFacts, pagingFacts } from './lists.js';
import { queryFacts } from './queries.js';
import { deleteFacts, errorFacts, getFacts, postFacts } from './records.js';
import { resourceFacts, ticketFacts, webhookFacts } from './resources.js';
import { setUpFacts } from './set-up.js';
import { webClientFacts } from './web-client.js';

export type { BehaviourFact, Confidence } from './fact.js';

/** Everything that is known about how the real server behaves; tests and the sandbox cite these ids. */
export const behaviourFacts: readonly BehaviourFact[] = [
  ...authFacts,
  ...listFacts,
  ...pagingFacts,
  ...queryFacts,
  ...getFacts,
  ...postFacts,
  ...deleteFacts,
  ...errorFacts,
  ...ticketFacts,
  ...resourceFacts,
  ...webhookFacts,
  ...capabilityFacts,
  ...documentFacts,
  ...setUpFacts,
  ...webClientFacts,
];

/** The fact with this id, or undefined. */
export const findBehaviour = (id: string): BehaviourFact | undefined => behaviourFacts.find((fact) => fact.id === id);

/** Cites what a test proves, for its title: `it(`caps a page ${verifies('paging.cap-100')}`, ...)`. Throws where an id does not exist. */
export function verifies(...ids: [string, ...string[]]): string {
  for (const id of ids) if (!findBehaviour(id)) throw new RangeError(`the behaviour manifest has no ${id}`);
  return `[${ids.join(' ')}]`;
}
