import type { Source } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits what filters and fields mean, and their other names. */
export const emitDescriptions = ({ descriptions }: Source): string =>
  `${banner}export const descriptions: string =\n  ${quote(JSON.stringify(descriptions))};\n`;
