import { digitsKept } from './exact-number.js';

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
export function parseExactJson(text: string, rules: JsonRules): unknown {
  const reading = exactJsonSteps(text, rules);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

/** The same, a value at a time: a reader of a long text can let others have their turn in between. */
export const exactJsonSteps = (text: string, rules: JsonRules): Generator<void, unknown, void> =>
  new ExactReader(text, rules).read();

type Holder = unknown[] | Record<string, unknown>;

const words: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class ExactReader {
  readonly #text: string;
  readonly #rules: JsonRules;
  readonly #holders: Holder[] = [];
  readonly #names: (string | undefined)[] = [];
  readonly #counts: number[] = [];
  readonly #numbers = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  #at = 0;
  #escape = -1;

  constructor(text: string, rules: JsonRules) {
    this.#text = text;
    this.#rules = rules;
  }

  *read(): Generator<void, unknown, void> {
    let value = this.#begin();
    while (this.#holders.length > 0) {
      value = this.#next(value);
      yield;
    }
    this.#space();
    if (this.#at < this.#text.length) throw this.#fault('syntax', 'something follows the end');
    return value;
  }

  /** A value that is whole, or the beginning of a list or an object that was opened. */
  #begin(): unknown {
    this.#space();
    const sign = this.#text[this.#at];
    if (sign === '"') return this.#string();
    if (sign === '{' || sign === '[') return this.#open(sign);
    const word = words.find(([name]) => this.#text.startsWith(name, this.#at));
    if (!word) return this.#number();
    this.#at += word[0].length;
    return word[1];
  }

  #open(sign: string): unknown {
    const { mostDepth = Number.POSITIVE_INFINITY } = this.#rules;
    if (this.#holders.length >= mostDepth)
      throw this.#fault('depth', `lists and objects are nested more than ${mostDepth} deep`);
    this.#at += 1;
    this.#holders.push(sign === '[' ? [] : {});
    this.#names.push(undefined);
    this.#counts.push(0);
    return opened;
  }

  /** Puts a value into its holder and goes on; returns the holder once it is closed. */
  #next(value: unknown): unknown {
    const holder = this.#holders.at(-1)!;
    const isList = Array.isArray(holder);
    const close = isList ? ']' : '}';
    if (value !== opened) this.#put(holder, value);
    this.#space();
    if (this.#text[this.#at] === close) {
      this.#at += 1;
      this.#holders.pop();
      this.#names.pop();
      this.#counts.pop();
      return holder;
    }
    if (value !== opened) this.#take(',');
    if (!isList) this.#name(holder);
    return this.#begin();
  }

  #put(holder: Holder, value: unknown): void {
    if (Array.isArray(holder)) {
      holder.push(value);
      return;
    }
    const name = this.#names.at(-1)!;
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

  #name(holder: Record<string, unknown>): void {
    this.#space();
    const start = this.#at;
    if (this.#text[start] !== '"') throw this.#fault('syntax', 'a name in quotes is missing');
    const name = this.#string();
    if (this.#rules.duplicates === 'refuse' && Object.hasOwn(holder, name))
      throw this.#fault(
        'duplicate',
        `the name ${JSON.stringify(name.slice(0, 100))} stands twice in one object`,
        start,
      );
    this.#names[this.#names.length - 1] = name;
    const count = this.#counts.at(-1)! + 1;
    this.#counts[this.#counts.length - 1] = count;
    const { mostNames = Number.POSITIVE_INFINITY } = this.#rules;
    if (count > mostNames)
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

  #number(): unknown {
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

/** Stands for a list or an object that has been opened and holds nothing yet. */
const opened = Symbol('opened');
