import type { Source } from '../source.js';

/** A named correction of what the contract says; it changes the source in memory and counts what it changed. */
export interface Repair {
  readonly name: string;
  /** What is irregular in the contract, and what replaces it. */
  readonly reason: string;
  apply(source: Source): number;
}
