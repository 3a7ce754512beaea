import { type BehaviourId, behaviourIds as text } from './generated/behaviour-ids.js';

export type { BehaviourId } from './generated/behaviour-ids.js';

/** The ids of all facts about how the real server behaves. */
export const allBehaviourIds = (): BehaviourId[] => text.split(' ') as BehaviourId[];

/** True for the id of a fact. */
export const isBehaviourId = (id: string): id is BehaviourId =>
  (allBehaviourIds() as string[]).includes(id);
