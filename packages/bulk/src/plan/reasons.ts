import { type Remedy, remedyText, type Vocabulary } from 'halopsa-catalogue/errors';
import { oneLine } from 'halopsa-ground';
import { optionWords } from '../option-words.js';
import { type Why, whyText } from './why.js';

/** Rows that are refused or left alone for one reason. */
export interface Reason {
  /** What the rows have in common, `error` or `skip` of a plan, or an outcome of a job. */
  readonly kind: string;
  readonly column?: string | undefined;
  /** The reason as the first of the rows has it. */
  readonly message: string;
  /** What can be done about it, as the first of the rows has it. */
  readonly remedy?: Remedy | undefined;
  readonly rows: number;
  /** How many texts the reason has, such as names that stand for no record; counted up to a thousand. */
  readonly texts: number;
  /** The first lines. */
  readonly lines: readonly number[];
}

interface Group {
  readonly kind: string;
  readonly column: string | undefined;
  readonly message: string;
  readonly remedy?: Remedy | undefined;
  rows: number;
  readonly texts: Set<string>;
  readonly lines: number[];
}

const [keptGroups, keptTexts, keptLines, keptCharacters] = [500, 1000, 5, 300];

/** What a reason is apart from the names and numbers in it. */
const formOf = (message: string): string =>
  message
    .slice(0, keptCharacters)
    .replace(/ \(and \d+ more in this row\)$/, '')
    .replace(/"[^"]*"/g, '""')
    .replace(/\d+/g, '0');

const firstLine = ({ lines: [first = 0] }: Reason): number => first;

/** Collects rows by their reason, in memory that does not grow with them. */
export class Reasons {
  readonly #groups = new Map<string, Group>();

  /** Takes in a row. */
  add(
    kind: string,
    { line, column, message, remedy }: Why & { line: number; column?: string | undefined },
  ): void {
    const name = JSON.stringify([kind, column, formOf(message)]);
    const group =
      this.#groups.get(name) ??
      this.#add(name, { kind, column, message, remedy, rows: 0, texts: new Set(), lines: [] });
    group.rows += 1;
    if (group.lines.length < keptLines) group.lines.push(line);
    if (group.texts.size < keptTexts) group.texts.add(message.slice(0, keptCharacters));
  }

  /** The reasons, the one of most rows first. */
  list(): Reason[] {
    return [...this.#groups.values()]
      .map(({ texts, ...group }) => ({ ...group, texts: texts.size }))
      .sort((one, other) => other.rows - one.rows || firstLine(one) - firstLine(other));
  }

  /** Beyond so many reasons, those of a kind are one. */
  #add(name: string, group: Group): Group {
    const isFull = this.#groups.size >= keptGroups;
    const key = isFull ? JSON.stringify([group.kind]) : name;
    const kept =
      this.#groups.get(key) ??
      (isFull
        ? { ...group, column: undefined, message: 'other reasons', remedy: undefined }
        : group);
    this.#groups.set(key, kept);
    return kept;
  }
}

/** The lines of a reason in words: `line 2`, or `3,412 rows, lines 2, 3, 4, 5, 6 ...`. */
function linesText({ rows, lines }: Reason): string {
  if (rows === 1) return `line ${lines[0]}`;
  return `${rows.toLocaleString('en-GB')} rows, lines ${lines.join(', ')}${rows > lines.length ? ' ...' : ''}`;
}

/** A reason in one line: the lines, the column, what it is, and what can be done, in the vocabulary of a face. */
export function reasonText(reason: Reason, words: Vocabulary = optionWords): string {
  const { column, message, remedy, texts } = reason;
  const others =
    texts >= keptTexts
      ? ` (and ${keptTexts - 1} or more like it)`
      : texts > 1
        ? ` (and ${texts - 1} more like it)`
        : '';
  const where = column === undefined ? '' : `, column "${column}"`;
  const what = message.length > keptCharacters ? `${message.slice(0, keptCharacters)}...` : message;
  return oneLine(
    `${linesText(reason)}${where}: ${whyText({ message: `${what}${others}`, remedy }, words)}`,
  );
}

/** The first reasons, each on a line of its own, and how to see the others. */
export function reasonList(
  reasons: readonly Reason[],
  { shown, plan, words = optionWords }: ReasonListing,
): string {
  const lines = reasons.slice(0, shown).map((reason) => `\n  ${reasonText(reason, words)}`);
  const more = reasons.length - lines.length;
  const listed = more > 0 ? remedyText({ code: 'list-reasons', plan, more }, words) : '';
  return `${lines.join('')}${more > 0 ? `\n  ${listed}` : ''}`;
}

/** How reasons are listed. */
export interface ReasonListing {
  /** How many are shown. */
  readonly shown: number;
  /** The file of the plan, which holds the others. */
  readonly plan: string;
  readonly words?: Vocabulary | undefined;
}
