export { runs } from './suite-size.js';
