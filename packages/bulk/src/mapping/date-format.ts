import { type DatePart, dateTokens, otherNotations } from './date-tokens.js';
import { own } from './own.js';

/** A date format that was understood: a pattern with a group for each part. */
export interface DateFormat {
  readonly pattern: RegExp;
  readonly parts: ReadonlySet<DatePart>;
}

/** Reads a format such as `dd/MM/yyyy HH:mm`, or says what is wrong with it. Text in single quotes stands for itself. */
export function readFormat(format: string): DateFormat | { readonly problem: string } {
  const parts: DatePart[] = [];
  let source = '';
  for (const [piece] of format.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[\s\S]/g)) {
    const problem = pieceProblem(piece, parts);
    if (problem !== undefined) return { problem };
    const token = own(dateTokens, piece);
    if (token) parts.push(token[0]);
    source += token ? `(?<${token[0]}>${token[1]})` : literal(piece);
  }
  const problem = problemOf(parts, format);
  return problem === undefined
    ? { pattern: new RegExp(`^${withOptionalTime(source)}$`, 'iu'), parts: new Set(parts) }
    : { problem };
}

/** Why a piece cannot stand in a format behind these parts. */
function pieceProblem(piece: string, parts: readonly DatePart[]): string | undefined {
  const [part] = own(dateTokens, piece) ?? [];
  if (part !== undefined)
    return parts.includes(part)
      ? `"${piece}" stands for a ${words[part]}, and that is there already`
      : undefined;
  const isUnknownToken = /^[A-Za-z]/.test(piece) && piece !== 'T';
  return isUnknownToken
    ? `"${piece}" is not a token: ${own(otherNotations, piece) ?? 'y, M, d, H, h, m, s and a are'}`
    : undefined;
}

const words: Readonly<Record<DatePart, string>> = {
  year: 'year',
  shortYear: 'year',
  month: 'month (m is the minute)',
  monthName: 'month',
  day: 'day',
  weekday: 'weekday',
  hour: 'hour',
  hour12: 'hour',
  minute: 'minute (M is the month)',
  second: 'second',
  fraction: 'fraction of a second',
  half: 'half of the day',
  zone: 'zone',
};

function literal(piece: string): string {
  const text =
    piece.startsWith("'") && piece.length > 1
      ? piece.slice(1, -1).replaceAll("''", "'") || "'"
      : piece;
  // Blanks of any kind and number: exports pad with them, and put narrow ones before AM and PM.
  return /^\s+$/.test(text) ? '\\s+' : text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const example = ', for example d/M/yyyy H:mm';

const problemOf = (parts: readonly DatePart[], format: string): string | undefined =>
  twiceProblem(parts) ?? dateProblem(parts) ?? timeProblem(parts, format);

function twiceProblem(parts: readonly DatePart[]): string | undefined {
  const both = (one: DatePart, other: DatePart): boolean =>
    parts.includes(one) && parts.includes(other);
  if (both('year', 'shortYear')) return `the year is there twice${example}`;
  if (both('month', 'monthName')) return `the month is there twice${example}`;
  return both('hour', 'hour12') ? `the hour is there twice${example}` : undefined;
}

function dateProblem(parts: readonly DatePart[]): string | undefined {
  const has = (...any: DatePart[]): boolean => any.some((part) => parts.includes(part));
  if (!has('month', 'monthName'))
    return `no month is there: M is the month, and m the minute${example}`;
  return has('year', 'shortYear') && has('day')
    ? undefined
    : `a year, a month and a day belong to it${example}`;
}

function timeProblem(parts: readonly DatePart[], format: string): string | undefined {
  const at = (part: DatePart): number => parts.indexOf(part);
  const hour = Math.max(at('hour'), at('hour12'));
  // With the tokens of other notations a format would be read without complaint, and wrongly.
  if (at('minute') >= 0 && at('minute') < hour)
    return `m is the minute and stands before the hour: M is the month${example}`;
  if (at('minute') >= 0 && hour < 0)
    return `m is the minute, and no hour is there: M is the month${example}`;
  if (hour >= 0 && Math.max(at('month'), at('monthName')) === hour + 1)
    return `M is the month and stands behind the hour: m is the minute${example}`;
  if ((at('second') >= 0 && at('minute') < 0) || (at('fraction') >= 0 && at('second') < 0))
    return `ss is the second, behind mm${example}:ss`;
  return at('hour12') >= 0 === at('half') >= 0
    ? undefined
    : `h and a belong together (h:mm a); H counts to 24, in ${JSON.stringify(format)}`;
}

/** The time may be left out where it comes last, as midnight often is. */
function withOptionalTime(source: string): string {
  const at = source.search(/(?:\\s\+|T)\(\?<hour(?:12)?>/);
  if (at < 0 || /\(\?<(?:year|shortYear|month|monthName|day)>/.test(source.slice(at)))
    return source;
  return `${source.slice(0, at)}(?:${source.slice(at)})?`;
}
