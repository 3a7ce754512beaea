import type { WireRecord } from '../core/records.js';
import { setWarnings, warningsOf } from '../write/warnings.js';

/** Makes a record hold what an answer holds, and nothing else, so that it is still just what Halo sent. */
export function replaceWith(record: WireRecord, answer: WireRecord): WireRecord {
  for (const name of Object.keys(record)) if (!(name in answer)) delete record[name];
  setWarnings(record, warningsOf(answer));
  return Object.assign(record, answer);
}
