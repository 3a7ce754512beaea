export { sleep, startTimer } from './timer.js';
