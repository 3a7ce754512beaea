import type { Source } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits the facts about how the server behaves. */
export function emitBehaviours({ behaviours }: Source): string {
  const rows = behaviours.map(({ id, statement, confidence, evidence }) => [
    id,
    statement,
    confidence,
    ...evidence,
  ]);
  return `${banner}export const behaviours: string =\n  ${quote(JSON.stringify(rows))};\n`;
}

/** Emits the ids of these facts: as a type, and as one text. */
export function emitBehaviourIds({ behaviours }: Source): string {
  const ids = behaviours.map(({ id }) => id).sort();
  const type = ids.map((id) => `\n  | ${quote(id)}`).join('');
  return `${banner}export type BehaviourId =${type};\n\nexport const behaviourIds: string =\n  ${quote(ids.join(' '))};\n`;
}
