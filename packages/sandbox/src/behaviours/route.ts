import type { BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import type { Behaviour, Handler } from '../resources/contract.js';

/** A behaviour that is nothing but operations of a resource, by verb. */
export const route = (
  id: BehaviourId,
  resource: string,
  operations: Readonly<Record<string, Handler>>,
): Behaviour => ({
  ids: [id],
  resource,
  rules: { operations },
});
