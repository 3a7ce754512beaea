/** Where a text stops being JSON: the line and why, found by walking through its tokens. Undefined where it is JSON. */
export function jsonFault(text: string): { line: number; problem: string } | undefined {
  const walk = new Walk();
  const token =
    /[\s\uFEFF]+|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    const problem = found === undefined ? `unexpected ${shown(text, at)}` : walk.take(found) ? undefined : `unexpected ${shown(text, at)}`;
    if (problem !== undefined) return { line: lineAt(text, at), problem };
    at += found!.length;
  }
  return walk.isWhole ? undefined : { line: lineAt(text, text.trimEnd().length), problem: 'it ends before it is whole' };
}

const steps: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/** The lines on which the elements of a JSON text's array begin: of the text itself, or of the list of this name in it. */
export function elementLines(text: string, name?: string): number[] {
  const lines: number[] = [];
  const around = name === undefined ? 0 : 1;
  let [line, depth, array] = [1, 0, 0];
  let isNext = false;
  let last = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]+|\\.?)*(?:"|$)|[[\]{},\n]|[^\s"[\]{},]+/gs)) {
    if (token === '\n') {
      line += 1;
      continue;
    }
    if (isNext && token !== ']') lines.push(line);
    isNext = array > 0 && depth === array && token === ',';
    if (token === ']' && depth === array) return lines;
    const isWanted = token === '[' && array === 0 && depth === around && (name === undefined || JSON.parse(last) === name);
    depth += steps[token] ?? 0;
    // Before a list that stands in an object comes its name.
    if (token.startsWith('"')) last = token;
    if (!isWanted) continue;
    array = depth;
    isNext = true;
  }
  return lines;
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

  /** Takes a token; false where it must not stand here. */
  take(token: string): boolean {
    const [sign = ''] = token;
    if (sign.trim() === '' || sign === '\uFEFF') return true;
    if (sign === ',') return this.#comma();
    if (sign === ':') return this.#go(this.#next === 'colon', 'value');
    if (sign === '}' || sign === ']') return this.#close(sign);
    if (this.#next === 'name' || this.#next === 'first name') return this.#go(sign === '"', 'colon');
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
