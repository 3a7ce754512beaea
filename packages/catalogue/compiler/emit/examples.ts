import type { Source } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits the examples of requests. */
export const emitExamples = ({ examples }: Source): string =>
  `${banner}export const examples: string =\n  ${quote(JSON.stringify(examples))};\n`;
