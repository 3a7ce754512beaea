import { markdownText } from 'halopsa-ground';
import { cell } from './cell.js';
import type { LineFormat } from './line-printer.js';
import type { ShowTime } from './show-time.js';

/** A table of Markdown, in which the texts of records are only texts: no link, no image and no HTML of theirs is live. */
export const markdownFormat = (showTime: ShowTime): LineFormat => ({
  heading: (columns) =>
    `| ${columns.map(markdownText).join(' | ')} |\n|${columns.map(() => ' --- |').join('')}\n`,
  line: (values) =>
    `| ${values.map((value) => markdownText(cell(value, showTime))).join(' | ')} |\n`,
});
