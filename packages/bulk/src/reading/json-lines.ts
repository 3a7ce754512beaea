/** Where a text stops being JSON: the line and why, found by walking through its tokens. Undefined where it is JSON. */
export function jsonFault(text: string): { line: number; problem: string } | undefined {
  const walk = new Walk();
  const token =
    /[\s\uFEFF]+|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const [found] = token.exec(text) ?? [];
    if (found === undefined || !walk.take(found))
      return { line: lineAt(text, at), problem: `unexpected ${shown(text, at)}` };
    at += found.length;
  }
  return walk.isWhole
    ? undefined
    : { line: lineAt(text, text.trimEnd().length), problem: 'it ends before it is whole' };
}

const steps: ReadonlyMap<string, number> = new Map([
  ['[', 1],
  ['{', 1],
  [']', -1],
  ['}', -1],
]);

/** The lines on which the elements of a JSON text's array begin: of the text itself, or of the list of this name in it. */
export function elementLines(text: string, name?: string): number[] {
  const elements = new ElementLines(name);
  for (const [token] of text.matchAll(/"(?:[^"\\]+|\\.?)*(?:"|$)|[[\]{},\n]|[^\s"[\]{},]+/gs))
    if (!elements.take(token)) break;
  return elements.lines;
}

/** Finds one array, token by token, and notes the line of each of its elements. */
class ElementLines {
  readonly lines: number[] = [];
  readonly #name: string | undefined;
  #line = 1;
  #depth = 0;
  /** The depth of the elements; 0 before the array. */
  #array = 0;
  /** Whether an element comes next. */
  #isNext = false;
  /** The last text: before a list that stands in an object comes its name. */
  #text = '';

  constructor(name: string | undefined) {
    this.#name = name;
  }

  /** Takes a token; false where the array ends. */
  take(token: string): boolean {
    if (token === '\n') {
      this.#line += 1;
      return true;
    }
    if (this.#isNext && token !== ']') this.lines.push(this.#line);
    this.#isNext = this.#array > 0 && this.#depth === this.#array && token === ',';
    if (token === ']' && this.#depth === this.#array) return false;
    const isWanted = this.#isWanted(token);
    this.#depth += steps.get(token) ?? 0;
    if (token.startsWith('"')) this.#text = token;
    if (isWanted) {
      this.#array = this.#depth;
      this.#isNext = true;
    }
    return true;
  }

  /** Whether the array that is looked for begins here. */
  #isWanted(token: string): boolean {
    if (token !== '[' || this.#array > 0) return false;
    return this.#name === undefined
      ? this.#depth === 0
      : this.#depth === 1 && JSON.parse(this.#text) === this.#name;
  }
}

function lineAt(text: string, end: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function shown(text: string, at: number): string {
  const word = /^(?:\w+|.)/su.exec(text.slice(at, at + 20))?.[0] ?? '';
  return JSON.stringify(word);
}

type Place = 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'more' | 'end';

/** The grammar of JSON: what may come next. */
class Walk {
  readonly #open: ('{' | '[')[] = [];
  #next: Place = 'value';

  get isWhole(): boolean {
    return this.#next === 'end';
  }

  /** Takes a token; false if it cannot stand here. */
  take(token: string): boolean {
    const [sign = ''] = token;
    if (sign.trim() === '' || sign === '\uFEFF') return true;
    if (sign === ',') return this.#comma();
    if (sign === ':') return this.#go(this.#next === 'colon', 'value');
    if (sign === '}' || sign === ']') return this.#close(sign);
    if (this.#next === 'name' || this.#next === 'first name')
      return this.#go(sign === '"', 'colon');
    return this.#value(sign);
  }

  /** Takes a value, or what opens a list or an object. */
  #value(sign: string): boolean {
    if (this.#next !== 'value' && this.#next !== 'first value') return false;
    if (sign !== '{' && sign !== '[') return this.#go(true, this.#after());
    this.#open.push(sign);
    return this.#go(true, sign === '{' ? 'first name' : 'first value');
  }

  #comma(): boolean {
    return this.#go(this.#next === 'more', this.#open.at(-1) === '{' ? 'name' : 'value');
  }

  #close(sign: string): boolean {
    const holder = this.#open.at(-1);
    const fits =
      sign === '}'
        ? holder === '{' && ['first name', 'more'].includes(this.#next)
        : holder === '[' && ['first value', 'more'].includes(this.#next);
    if (fits) this.#open.pop();
    return this.#go(fits, this.#after());
  }

  #after(): Place {
    return this.#open.length > 0 ? 'more' : 'end';
  }

  #go(fits: boolean, next: Place): boolean {
    if (fits) this.#next = next;
    return fits;
  }
}
