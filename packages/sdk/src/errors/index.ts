export {
  HaloAPIError,
  HaloAuthenticationError,
  HaloForbiddenError,
  HaloNotFoundError,
  HaloRateLimitError,
  HaloServerError,
  HaloValidationError,
} from './api-error.js';
export { HaloError, type RecordOutcome } from './halo-error.js';
export {
  HaloAmbiguousWriteError,
  HaloIncompleteListError,
  HaloUnappliedWriteError,
} from './list-and-write-errors.js';
export { HaloNameError, type NameCandidate } from './name-error.js';
export { noteOutcomes, outcomeOf, outcomesInWords } from './record-outcomes.js';
export { HaloReportError } from './report-error.js';
export { HaloTokenError } from './token-error.js';
export { HaloConnectionError, HaloTimeoutError } from './transport-errors.js';
export { type BodyProblem, HaloBodyError, HaloUsageError } from './usage-error.js';
export { HaloWaitError } from './wait-error.js';
