import { type Form, formsOf } from './carried-forms.js';
import { compact, type Reading, readingsOf } from './carried-readings.js';
import { tracesOf } from './carried-trace.js';
import { mask } from './redacted.js';

/** From a place to another, in the text as it was given. */
type Range = readonly [from: number, to: number];

/**
 * What masks secrets in texts, in every form in which servers repeat what they were sent: as it is, escaped for an address, JSON or HTML
 * up to three times over, in base64, base64url or hex, and with line breaks or other separators in it. The beginning of one at the end of
 * the text is masked too where the text may have been cut there. The work grows with the length of the text alone.
 */
export function maskOf(secrets: Iterable<string>, mayBeCut = true): (text: string) => string {
  const forms = formsOf(secrets).map((form) =>
    mayBeCut ? form : { ...form, shortestCut: undefined },
  );
  const mayHold = tracesOf(forms);
  return (text) => (mayHold(text) ? masked(text, forms) : text);
}

/** Long texts are read in pieces, since a reading takes several times the room of its text. */
const pieceLength = 1_048_576;
/** What two pieces have in common: more than the longest token, escaped. */
const overlap = 131_072;

function masked(text: string, forms: readonly Form[]): string {
  const found: Range[] = [];
  for (let start = 0; start === 0 || start + overlap < text.length; start += pieceLength) {
    const end = start + pieceLength + overlap;
    const piece = text.slice(start, end);
    for (const [from, to] of rangesIn(piece, forms, end >= text.length))
      found.push([start + from, start + to]);
  }
  return found.length === 0 ? text : without(text, found);
}

/** Where secrets stand in a text; `isEnd` where one may be cut off at its end. */
function rangesIn(text: string, forms: readonly Form[], isEnd: boolean): Range[] {
  const found: Range[] = [];
  for (const reading of readingsOf(text)) {
    const letters = compact(reading);
    for (const form of forms) {
      const read = form.isCompact ? letters : reading;
      const end = find(form, read, text, found);
      if (isEnd) findCut(form, read, { original: text, end, found });
    }
  }
  return found;
}

function without(text: string, found: Range[]): string {
  let [shown, done] = ['', 0];
  for (const [from, to] of found.sort(([a], [b]) => a - b)) {
    if (from >= done && (from > done || done === 0)) shown += text.slice(done, from) + mask;
    done = Math.max(done, to);
  }
  return shown + text.slice(done);
}

/** Finds a form in a reading, and gives where the last of its places ends. */
function find(form: Form, { text, from, to }: Reading, original: string, found: Range[]): number {
  const begin = (index: number): number => from?.[index] ?? index;
  const size = form.text.length;
  let end = 0;
  for (let index = text.indexOf(form.text); index >= 0; index = text.indexOf(form.text, index)) {
    const last = index + size - 1;
    if (form.isWord && !isAlone(text, index, last)) {
      index += 1;
      continue;
    }
    const range = grown([begin(index), to?.[last] ?? last + 1], form, original, end);
    found.push(range);
    end = range[1];
    index += size;
    while (index < text.length && begin(index) < end) index += 1;
  }
  return end;
}

/** Whether a part of a reading stands between signs that are no letters or digits, as far as they are of one byte. */
const isAlone = (text: string, first: number, last: number): boolean =>
  !isOfWord(text.charCodeAt(first - 1)) && !isOfWord(text.charCodeAt(last + 1));

/** A small letter, a digit, or a part of a letter of several bytes. Readings have no others. */
const isOfWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code >= 128;

interface Cut {
  readonly original: string;
  /** Where the last whole form ends. */
  readonly end: number;
  readonly found: Range[];
}

function findCut(form: Form, { text, from }: Reading, { original, end, found }: Cut): void {
  const cut = cutAt(form, text);
  const first = from ? from[cut] : cut;
  if (cut < text.length && first !== undefined && first >= end)
    found.push(grown([first, original.length], form, original, end));
}

/** A range with the signs of base64 on both sides, as far as the end of the one before. */
function grown([from, to]: Range, { isBase64 }: Form, text: string, least: number): Range {
  if (!isBase64) return [from, to];
  let [first, last] = [from, to];
  while (first > least && isOfBase64(text.charCodeAt(first - 1))) first -= 1;
  while (last < text.length && isOfBase64(text.charCodeAt(last))) last += 1;
  return [first, last];
}

/** A letter, a digit, or one of `+/-_=`. */
const isOfBase64 = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 47 && code <= 57) ||
  code === 43 ||
  code === 45 ||
  code === 95 ||
  code === 61;

/** Where the beginning of a form stands at the end of a text, or the end of the text where none does. */
function cutAt({ text: form, shortestCut }: Form, text: string): number {
  if (shortestCut === undefined) return text.length;
  const tail = text.slice(-Math.min(form.length - 1, longestCut));
  for (let length = tail.length; length >= shortestCut; length -= 1)
    if (tail.endsWith(form.slice(0, length))) return text.length - length;
  return text.length;
}

/** Longer beginnings are those of tokens, of which no answer that breaks off holds more. */
const longestCut = 8_192;
