import type { WireRecord } from './json-value.js';

/** Fields of a write that only tries something: its answer is no state that it made, and its id may be none. */
const rehearsals = new Set([
  '_validate_only',
  '_validateonly',
  '_testonly',
  '_loadreportonly',
  '_print_preview',
  '_testchart',
  '_test',
]);

/** Whether a record is sent only to try something. */
export const isRehearsal = (sent: Readonly<WireRecord>): boolean =>
  Object.entries(sent).some(([name, value]) => rehearsals.has(name) && value === true);
