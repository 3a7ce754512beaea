import type { BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import { allBehaviours, type BehaviourFact } from 'halopsa-catalogue/behaviours';

export type { BehaviourFact, Confidence } from 'halopsa-catalogue/behaviours';

/** Everything that is known about how the real server behaves; tests and the sandbox cite these ids. */
export const behaviourFacts: readonly BehaviourFact[] = allBehaviours();

/** The fact with this id, or undefined. */
export const findBehaviour = (id: string): BehaviourFact | undefined =>
  behaviourFacts.find((fact) => fact.id === id);

/** Cites what a test proves, for its title: `it(`caps a page ${verifies('paging.cap-100')}`, ...)`. Throws where an id does not exist. */
export function verifies(...ids: [BehaviourId, ...BehaviourId[]]): string {
  for (const id of ids)
    if (!findBehaviour(id)) throw new RangeError(`the behaviour manifest has no ${id}`);
  return `[${ids.join(' ')}]`;
}
