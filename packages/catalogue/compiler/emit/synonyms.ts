import type { Source } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits the words that people use for those in names of operations. */
export const emitSynonyms = ({ synonyms }: Source): string =>
  `${banner}export const synonyms: string =\n  ${quote(JSON.stringify(synonyms))};\n`;
