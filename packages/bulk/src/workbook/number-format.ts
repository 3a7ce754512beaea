import { format as formatNumber, getLocale, tokenize } from 'numfmt';
import { Problem } from '../mapping/problem.js';
import { builtInFormats, localDates } from './built-in-formats.js';
import { limits } from './limits.js';

/** What a number format makes of a number. */
export type FormatKind = 'general' | 'number' | 'date' | 'time' | 'duration' | 'unknown';

type Token = ReturnType<typeof tokenize>[number];

/** A number format of a workbook: what kind of value its cells hold, and what they show. */
export class NumberFormat {
  readonly kind: FormatKind;
  /** As the workbook has it. */
  readonly code: string;
  /** Whether cells show fractions of seconds. */
  readonly showsFractions: boolean;
  readonly #shown: string;
  /** Why what its cells show is not known for certain. */
  readonly #doubt: string | undefined;
  /** Whether it changes texts too. */
  readonly #formatsTexts: boolean;

  private constructor(
    code: string,
    kind: FormatKind,
    { shown = code, doubt }: { shown?: string; doubt?: string | undefined } = {},
  ) {
    this.code = code;
    this.kind = kind;
    this.#shown = shown;
    this.#doubt = doubt;
    this.showsFractions = kind !== 'unknown' && /s\.?0|s\]\.?0/i.test(code);
    this.#formatsTexts =
      kind !== 'unknown' && doubt === undefined && code !== '@' && /@/.test(code);
  }

  /** The format with this number and, where the workbook declares it, this code. */
  static of(id: number, declared: string | undefined): NumberFormat {
    const local = declared === undefined ? localDates.get(id) : undefined;
    if (local !== undefined) return new NumberFormat(`of number ${id}`, 'date', { shown: local });
    const code = declared ?? builtInFormats[id];
    if (code === undefined)
      return new NumberFormat(`of number ${id}`, 'unknown', {
        doubt: 'the workbook does not say what it shows',
      });
    return NumberFormat.parse(code);
  }

  /** The format that a code means. */
  static parse(code: string): NumberFormat {
    if (/^(\[[^\]]*\])*general$/i.test(code) || code === '@' || code === '')
      return new NumberFormat(code === '@' ? '@' : 'General', 'general');
    const tokens = tokensOf(code);
    if (!tokens) return new NumberFormat(code, 'unknown', { doubt: 'it is not understood' });
    const kind = kindOf(tokens);
    // Excel shows long dates and times in the way of each computer.
    if (/\[\$-f800\]/i.test(code)) return new NumberFormat(code, kind, { shown: 'yyyy-mm-dd' });
    if (/\[\$-f400\]/i.test(code)) return new NumberFormat(code, kind, { shown: 'hh:mm:ss' });
    // Signs of decimals and thousands are the computer's, not those of the language in the format.
    const shown = kind === 'number' ? code.replace(/\[\$([^\]-]*)-[0-9a-f]+\]/gi, '[$$$1]') : code;
    return new NumberFormat(code, kind, { shown, doubt: doubtOf(tokens) });
  }

  /** What a cell shows for a number, where days are counted from 1900; a problem where that is not known for certain. */
  show(value: number): string | Problem {
    if (this.kind === 'general') return generalText(value);
    if (this.#doubt !== undefined)
      return new Problem(
        `the number format ${this.code} is doubtful (${this.#doubt}): format the cell as text`,
      );
    try {
      const text = formatNumber(this.#shown, value).replaceAll('\u00a0', ' ').trim();
      if (text !== '' && !/^#+$/.test(text)) return text;
      return new Problem(
        `the cell holds ${value}, and its number format ${this.code} shows nothing of it`,
      );
    } catch {
      return new Problem(
        `the number format ${this.code} is not understood: format the cell as text`,
      );
    }
  }

  /** What a cell with a text shows. */
  showText(text: string): string {
    if (!this.#formatsTexts) return text;
    try {
      const shown = formatNumber(this.#shown, text);
      return shown === '' ? text : shown;
    } catch {
      return text;
    }
  }
}

const plainNumber = /^-?\d+(\.\d+)?$/;

/** Every digit, where Excel would shorten a number to the width of its column. */
function generalText(value: number): string {
  const text = String(value);
  return plainNumber.test(text) ? text : text.toUpperCase().replace(/E([+-])(\d)$/, 'E$10$2');
}

function tokensOf(code: string): readonly Token[] | undefined {
  if (code.length > limits.formatCharacters) return undefined;
  try {
    return tokenize(code);
  } catch {
    return undefined;
  }
}

/** The kind by the tokens of the first part: letters of dates, of times, or spans such as [h]. */
function kindOf(tokens: readonly Token[]): FormatKind {
  const end = tokens.findIndex(({ type }) => type === 'break');
  const first = end < 0 ? tokens : tokens.slice(0, end);
  if (first.some(({ type }) => type === 'duration')) return 'duration';
  const letters = first
    .filter(({ type }) => type === 'datetime')
    .map(({ raw }) => raw.toLowerCase());
  if (letters.length === 0) return first.some(({ type }) => type === 'ampm') ? 'time' : 'number';
  if (letters.some((letter) => /^[yedbga]/.test(letter))) return 'date';
  // A lone m is a month, and beside hours or seconds it is minutes.
  return letters.some((letter) => /^[hs]/.test(letter)) ? 'time' : 'date';
}

const otherDigits = 'it uses another calendar or other digits';

function doubtOf(tokens: readonly Token[]): string | undefined {
  const letter = tokens.find(({ type, raw }) => type === 'char' && /\p{L}/u.test(raw));
  if (letter) return `"${letter.raw}" has no meaning in it`;
  if (
    tokens.some(
      ({ type, raw }) =>
        type === 'dbnum' || type === 'natnum' || type === 'calendar' || /^(g+|b+)$/i.test(raw),
    )
  )
    return otherDigits;
  for (const { type, raw } of tokens) {
    const doubt = type === 'locale' ? localeDoubt(raw, tokens) : undefined;
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

/** Why it is not known what a format shows in a locale such as `[$-409]`. */
function localeDoubt(raw: string, tokens: readonly Token[]): string | undefined {
  const [, code] = /-([0-9a-f]+)\]$/i.exec(raw) ?? [];
  if (code === undefined) return undefined;
  const number = Number.parseInt(code, 16);
  if (number > 0xff_ffff || ((number >> 16) & 0xff) > 1) return otherDigits;
  const hasNames = tokens.some(
    (token) => token.type === 'datetime' && /^(m{3,}|d{3,}|a{3,})$/i.test(token.raw),
  );
  return hasNames && !getLocale(code) && (number & 0xffff) !== 0
    ? 'the language of its names is not known'
    : undefined;
}
