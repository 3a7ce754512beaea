import { digitsKept } from './exact-number.js';
import type { ParsedJson, ParsedObject } from './parsed-json.js';

/** What becomes of JSON that JavaScript's own reader would change without a word. */
export interface JsonRules {
  /** A number that a double does not hold: refused, or kept as its text. */
  readonly inexact: 'refuse' | 'text';
  /** A name that occurs twice in one object: refused, or the last one counts, as in JSON.parse. */
  readonly duplicates: 'refuse' | 'last';
  /** A half of a character of two units, which no encoding can write: refused, or kept. */
  readonly surrogates: 'refuse' | 'keep';
  /** How deep lists and objects may be nested; without limit where it is not given. */
  readonly mostDepth?: number | undefined;
  /** How many names one object may have; without limit where it is not given. */
  readonly mostNames?: number | undefined;
}

/** Why a text was not taken: no JSON at all, or JSON that would not stay what it is. Lines and columns count from 1. */
export class JsonFault extends Error {
  readonly kind: 'syntax' | 'number' | 'duplicate' | 'surrogate' | 'depth';
  readonly line: number;
  readonly column: number;

  constructor(kind: JsonFault['kind'], message: string, place: { line: number; column: number }) {
    super(message);
    this.kind = kind;
    this.line = place.line;
    this.column = place.column;
  }
}

/** What a person gave: everything that would be changed in silence is refused. */
export const strictJson: JsonRules = {
  inexact: 'refuse',
  duplicates: 'refuse',
  surrogates: 'refuse',
  mostDepth: 200,
  mostNames: 50_000,
};

/** Parses JSON as JSON.parse does, in linear time and without recursion, but never changes a value in silence. Throws a JsonFault. */
export function parseExactJson(text: string, rules: JsonRules): ParsedJson {
  const reading = exactJsonSteps(text, rules);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

/** The same, a value at a time: a reader of a long text can let others have their turn in between. */
export const exactJsonSteps = (text: string, rules: JsonRules): Generator<void, ParsedJson, void> =>
  new ExactReader(text, rules).read();

/** A list or an object that is not closed yet. */
interface Open {
  readonly holder: ParsedJson[] | ParsedObject;
  /** The name of the next value in an object, and how many names it has so far. */
  name: string;
  count: number;
}

const words: readonly (readonly [string, ParsedJson])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class ExactReader {
  readonly #text: string;
  readonly #rules: JsonRules;
  readonly #open: Open[] = [];
  readonly #numbers = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  #at = 0;
  #escape = -1;

  constructor(text: string, rules: JsonRules) {
    this.#text = text;
    this.#rules = rules;
  }

  *read(): Generator<void, ParsedJson, void> {
    let value = this.#begin();
    while (value === opened || this.#open.length > 0) {
      // A list or an object is open as long as the loop runs.
      value = this.#next(this.#open.at(-1)!, value);
      yield;
    }
    this.#space();
    if (this.#at < this.#text.length) throw this.#fault('syntax', 'something follows the end');
    return value;
  }

  /** A value that is whole, or the beginning of a list or an object that was opened. */
  #begin(): ParsedJson | typeof opened {
    this.#space();
    const sign = this.#text[this.#at];
    if (sign === '"') return this.#string();
    if (sign === '{' || sign === '[') return this.#openHolder(sign);
    const word = words.find(([name]) => this.#text.startsWith(name, this.#at));
    if (!word) return this.#number();
    this.#at += word[0].length;
    return word[1];
  }

  #openHolder(sign: string): typeof opened {
    const { mostDepth = Number.POSITIVE_INFINITY } = this.#rules;
    if (this.#open.length >= mostDepth)
      throw this.#fault('depth', `lists and objects are nested more than ${mostDepth} deep`);
    this.#at += 1;
    this.#open.push({ holder: sign === '[' ? [] : {}, name: '', count: 0 });
    return opened;
  }

  /** Puts a value into its holder and goes on; returns the holder once it is closed. */
  #next(open: Open, value: ParsedJson | typeof opened): ParsedJson | typeof opened {
    const { holder } = open;
    const isList = Array.isArray(holder);
    const close = isList ? ']' : '}';
    if (value !== opened) put(open, value);
    this.#space();
    if (this.#text[this.#at] === close) {
      this.#at += 1;
      this.#open.pop();
      return holder;
    }
    if (value !== opened) this.#take(',');
    if (!isList) this.#name(open);
    return this.#begin();
  }

  #name(open: Open): void {
    this.#space();
    const start = this.#at;
    if (this.#text[start] !== '"') throw this.#fault('syntax', 'a name in quotes is missing');
    const name = this.#string();
    if (this.#rules.duplicates === 'refuse' && Object.hasOwn(open.holder, name))
      throw this.#fault(
        'duplicate',
        `the name ${JSON.stringify(name.slice(0, 100))} stands twice in one object`,
        start,
      );
    open.name = name;
    open.count += 1;
    const { mostNames = Number.POSITIVE_INFINITY } = this.#rules;
    if (open.count > mostNames)
      throw this.#fault('depth', `one object has more than ${mostNames} names`, start);
    this.#space();
    this.#take(':');
  }

  #string(): string {
    const start = this.#at;
    // The place of the next backslash is remembered, so that each stretch is searched once.
    if (this.#escape <= start) this.#escape = this.#nextEscape(start + 1);
    const quote = this.#text.indexOf('"', start + 1);
    const isPlain = this.#escape > quote;
    const end = isPlain ? quote : this.#escapedEnd();
    if (end < 0) throw this.#fault('syntax', 'a text is not closed', start);
    this.#at = end + 1;
    const inner = this.#text.slice(start + 1, end);
    if (/[\u0000-\u001f]/.test(inner))
      throw this.#fault('syntax', 'a text holds a line break or another control character', start);
    return isPlain ? inner : this.#unescaped(start, end);
  }

  #nextEscape(from: number): number {
    const at = this.#text.indexOf('\\', from);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  }

  /** The closing quote behind the next backslash; -1 where there is none. */
  #escapedEnd(): number {
    for (let at = this.#escape; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === 92) at += 1;
      else if (code === 34) return at;
    }
    return -1;
  }

  #unescaped(start: number, end: number): string {
    let value: string;
    try {
      value = JSON.parse(this.#text.slice(start, end + 1)) as string;
    } catch {
      throw this.#fault(
        'syntax',
        'a backslash in a text stands before a sign that it does not go with',
        start,
      );
    }
    if (this.#rules.surrogates === 'refuse' && /[\uD800-\uDFFF]/u.test(value))
      throw this.#fault(
        'surrogate',
        'a text holds half a character (a lone surrogate such as \\ud800)',
        start,
      );
    return value;
  }

  #number(): number | string {
    this.#numbers.lastIndex = this.#at;
    const token = this.#numbers.exec(this.#text)?.[0];
    if (token === undefined)
      throw this.#fault(
        'syntax',
        this.#at < this.#text.length ? 'this is not a value' : 'it ends too early',
      );
    const start = this.#at;
    this.#at += token.length;
    if (digitsKept(token)) return Number(token);
    if (this.#rules.inexact === 'text') return token;
    throw this.#fault('number', 'a number has more digits than can be kept exactly', start);
  }

  #take(sign: string): void {
    if (this.#text[this.#at] !== sign)
      throw this.#fault(
        'syntax',
        this.#at < this.#text.length ? `a "${sign}" is missing` : 'it ends too early',
      );
    this.#at += 1;
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at += 1;
    }
  }

  #fault(kind: JsonFault['kind'], message: string, at = this.#at): JsonFault {
    const before = this.#text.slice(0, at);
    return new JsonFault(kind, message, {
      line: before.split('\n').length,
      column: at - before.lastIndexOf('\n'),
    });
  }
}

function put({ holder, name }: Open, value: ParsedJson): void {
  if (Array.isArray(holder)) {
    holder.push(value);
    return;
  }
  // Assigned, this one name would change the object's nature.
  if (name === '__proto__')
    Object.defineProperty(holder, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  else holder[name] = value;
}

/** Stands for a list or an object that has been opened and holds nothing yet. */
const opened: unique symbol = Symbol('opened');
