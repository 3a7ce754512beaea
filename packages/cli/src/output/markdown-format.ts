import { cell, oneLine } from './cell.js';
import type { LineFormat } from './line-printer.js';
import type { ShowTime } from './show-time.js';

const escaped = (text: string): string => text.replace(/[\\|]/g, (sign) => `\\${sign}`).replace(/</g, '&lt;');

/** A table of Markdown. */
export const markdownFormat = (showTime: ShowTime): LineFormat => ({
  heading: (columns) => `| ${columns.map((name) => escaped(oneLine(name))).join(' | ')} |\n|${columns.map(() => ' --- |').join('')}\n`,
  line: (values) => `| ${values.map((value) => escaped(cell(value, showTime))).join(' | ')} |\n`,
});
