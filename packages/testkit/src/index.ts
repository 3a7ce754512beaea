export { runs } from './suite-size.js';
export { createIdleClock, type VirtualClock } from './virtual-clock.js';
