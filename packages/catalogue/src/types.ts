/** Types only: records, queries, bodies and results of the whole API. Nothing of this exists at run time. */
export type * from './generated/operation-types.js';
export type * from './records.js';
