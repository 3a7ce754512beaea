import { SqlError } from '../sql-error.js';
import { limitedText, MOST_SIGNS, textOf, tooLong } from '../value.js';
import { rowFunction } from './row-function.js';
import type { SqlFunction } from './sql-function.js';

const MAX_TEXT = 8000;
const ofText = (act: (text: string) => string): SqlFunction =>
  rowFunction({ takes: ['text'], gives: 'text' }, act);
const length = (count: number, name: string): number => {
  if (count < 0) throw new SqlError(`Invalid length parameter passed to the ${name} function.`);
  return count;
};
const caseless = (text: string): RegExp =>
  new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');

/** Joins the parts around what was replaced, unless that would grow without measure. */
function replaced(parts: readonly string[], fresh: string): string {
  if (parts.length * fresh.length > MOST_SIGNS) throw tooLong();
  return parts.join(fresh);
}

/** Joins texts; here a null counts as an empty text. */
const joining = (
  fewest: number,
  act: (texts: string[], given: boolean[]) => string,
): SqlFunction => ({
  arity: [fewest, 254],
  compile: ({ args }, compiler) => {
    const values = args.map((arg) => compiler.value(arg));
    return {
      type: 'text',
      run: (frame) => {
        const found = values.map((value) => value.run(frame));
        return act(
          found.map((value) => (value === null ? '' : textOf(value))),
          found.map((value) => value !== null),
        );
      },
    };
  },
});

/** Functions of text; positions count from 1. */
export const textFunctions: Readonly<Record<string, SqlFunction>> = {
  LEN: rowFunction(
    { takes: ['text'], gives: 'int' },
    (text: string) => text.replace(/(?<! ) +$/, '').length,
  ),
  UPPER: ofText((text) => text.toUpperCase()),
  LOWER: ofText((text) => text.toLowerCase()),
  LTRIM: ofText((text) => text.replace(/^ +/, '')),
  RTRIM: ofText((text) => text.replace(/(?<! ) +$/, '')),
  TRIM: ofText((text) => text.replace(/^ +|(?<! ) +$/g, '')),
  REVERSE: ofText((text) => [...text].reverse().join('')),
  LEFT: rowFunction({ takes: ['text', 'int'], gives: 'text' }, (text: string, count: number) =>
    text.slice(0, length(count, 'left')),
  ),
  RIGHT: rowFunction({ takes: ['text', 'int'], gives: 'text' }, (text: string, count: number) =>
    text.slice(Math.max(0, text.length - length(count, 'right'))),
  ),
  SUBSTRING: rowFunction(
    { takes: ['text', 'int', 'int'], gives: 'text' },
    (text: string, start: number, count: number) =>
      text.slice(Math.max(0, start - 1), Math.max(0, start - 1 + length(count, 'substring'))),
  ),
  REPLACE: rowFunction(
    { takes: ['text', 'text', 'text'], gives: 'text' },
    (text: string, old: string, fresh: string) =>
      old === '' ? text : replaced(text.split(caseless(old)), fresh),
  ),
  CHARINDEX: rowFunction(
    { takes: ['text', 'text', 'int'], optional: 1, gives: 'int' },
    (wanted: string, text: string, from = 1) =>
      text.toLowerCase().indexOf(wanted.toLowerCase(), Math.max(0, from - 1)) + 1,
  ),
  STUFF: rowFunction(
    { takes: ['text', 'int', 'int', 'text'], gives: 'text' },
    (text: string, start: number, count: number, fresh: string) =>
      start < 1 || start > text.length
        ? null
        : text.slice(0, start - 1) + fresh + text.slice(start - 1 + length(count, 'stuff')),
  ),
  REPLICATE: rowFunction(
    { takes: ['text', 'int'], gives: 'text' },
    (text: string, count: number) =>
      count < 0
        ? null
        : text
            .repeat(Math.min(count, Math.ceil(MAX_TEXT / Math.max(1, text.length))))
            .slice(0, MAX_TEXT),
  ),
  SPACE: rowFunction({ takes: ['int'], gives: 'text' }, (count: number) =>
    count < 0 ? null : ' '.repeat(Math.min(count, MAX_TEXT)),
  ),
  CONCAT: joining(2, (texts) => limitedText(texts.join(''))),
  CONCAT_WS: joining(3, ([separator = '', ...texts], [, ...given]) =>
    texts.filter((_, at) => given[at]).join(separator),
  ),
};
