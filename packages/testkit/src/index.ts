export {
  type BehaviourFact,
  behaviourFacts,
  type Confidence,
  findBehaviour,
  verifies,
} from './behaviours.js';
export { chromiumFlags, chromiumMissing, chromiumPath } from './chromium.js';
export { hostileTexts } from './hostile-texts.js';
export { useQuickWaits } from './quick-waits.js';
export { propertyRuns, runs } from './suite-size.js';
export { createIdleClock, type VirtualClock } from './virtual-clock.js';
