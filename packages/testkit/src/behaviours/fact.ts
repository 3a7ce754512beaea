/**
 * How well a fact about the real server is known: `confirmed` by two or more independent sources, `live` by one observation of a running
 * instance (or several of one observer), `single` by one source that is not shown to be live, `document` by the official contract alone,
 * `inferred` by us.
 */
export type Confidence = 'confirmed' | 'live' | 'single' | 'document' | 'inferred';

/** One fact about how the real server behaves. */
export interface BehaviourFact {
  /** Stable id: area, dot, a few words in kebab-case. */
  readonly id: string;
  readonly statement: string;
  /** Sections of the fact pages that tell of it, for example `behaviour.md 2.2`. */
  readonly evidence: readonly string[];
  readonly confidence: Confidence;
}

/** Writes facts of one confidence: id, statement, then sections (`2.2` of the first page, `C3` of the second, `N1.4` of the newest). */
const writer =
  (confidence: Confidence) =>
  (id: string, statement: string, ...sections: string[]): BehaviourFact => ({ id, statement, evidence: sections.map(page), confidence });

const page = (section: string): string => {
  if (section.startsWith('N')) return `behaviour-2026-11.md ${section}`;
  return /^[A-I]/.test(section) ? `behaviour-2026.md ${section}` : `behaviour.md ${section}`;
};

export const confirmed: ReturnType<typeof writer> = writer('confirmed');
export const live: ReturnType<typeof writer> = writer('live');
export const single: ReturnType<typeof writer> = writer('single');
export const fromDocument: ReturnType<typeof writer> = writer('document');
export const inferred: ReturnType<typeof writer> = writer('inferred');
