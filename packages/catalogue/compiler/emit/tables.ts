import type { Source } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits the tables of Halo's database. */
export const emitTables = ({ tables }: Source): string =>
  `${banner}export const tables: string =\n  ${quote(JSON.stringify(tables))};\n`;
