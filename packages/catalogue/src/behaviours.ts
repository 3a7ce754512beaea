import type { BehaviourId } from './behaviour-ids.js';
import { behaviours as text } from './generated/behaviours.js';

/**
 * How well a fact about the real server is known: `confirmed` by two or more independent sources, `live` by one observation of a running
 * instance (or several of one observer), `single` by one source that is not shown to be live, `document` by the official contract alone,
 * `inferred` by us.
 */
export type Confidence = 'confirmed' | 'live' | 'single' | 'document' | 'inferred';

/** One fact about how the real server behaves. */
export interface BehaviourFact {
  /** Stable id: area, dot, a few words in kebab-case. */
  readonly id: BehaviourId;
  readonly statement: string;
  readonly confidence: Confidence;
  /** Sections of the fact pages that state it, for example `behaviour.md 2.2`. */
  readonly evidence: readonly string[];
}

type Row = [id: BehaviourId, statement: string, confidence: Confidence, ...evidence: string[]];

/** Everything that is known about how the real server behaves. */
export const allBehaviours = (): BehaviourFact[] =>
  (JSON.parse(text) as Row[]).map(([id, statement, confidence, ...evidence]) => ({
    id,
    statement,
    confidence,
    evidence,
  }));
