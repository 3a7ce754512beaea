export { type BehaviourFact, behaviourFacts, type Confidence, findBehaviour, verifies } from './behaviours/index.js';
export { propertyRuns, runs } from './suite-size.js';
export { createIdleClock, type VirtualClock } from './virtual-clock.js';
