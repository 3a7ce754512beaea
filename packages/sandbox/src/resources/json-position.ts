/** Line (from 1) and position within the line, right after the value at a path such as `[0].outcome_id` of a valid JSON text. */
export function locateValue(text: string, path: string): { line: number; position: number } {
  const end = skipValue(text, enter(text, skipSpace(text, 0), stepsOf(path)));
  const before = text.slice(0, end);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, position: end - lineStart };
}

/** The value at a path as it is written, such as a number of more digits than a number here can have. */
export function writtenValue(text: string, path: string): string {
  const steps = stepsOf(path);
  const start = enter(text, skipSpace(text, 0), steps);
  return text.slice(start, skipValue(text, start));
}

const stepsOf = (path: string): (string | number)[] =>
  [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name = '']) =>
    index === undefined ? name : Number(index),
  );

/** The start of the value that the steps lead to. */
function enter(text: string, start: number, steps: readonly (string | number)[]): number {
  let at = start;
  for (const step of steps) at = child(text, at, step);
  return at;
}

function child(text: string, start: number, step: string | number): number {
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index += 1) {
    let name: string | number = index;
    if (text[start] === '{') {
      const end = skipValue(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (name === step) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return start;
}

const SPACE = /\s/;
const skipSpace = (text: string, start: number): number => {
  let at = start;
  while (at < text.length && SPACE.test(text.charAt(at))) at += 1;
  return at;
};

const OPENING: ReadonlySet<string> = new Set('{[');
const CLOSING: ReadonlySet<string> = new Set('}]');

/** The end of the value that starts here. */
function skipValue(text: string, start: number): number {
  const first = text.charAt(start);
  if (first === '"') return skipText(text, start);
  return OPENING.has(first) ? skipNested(text, start) : skipWord(text, start);
}

/** The end of a number, `true`, `false` or `null`. */
function skipWord(text: string, start: number): number {
  const rest = /[\s,\]}]/.exec(text.slice(start));
  return rest ? start + rest.index : text.length;
}

/** The end of an object or an array. */
function skipNested(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') at = skipText(text, at) - 1;
    else if (OPENING.has(sign)) depth += 1;
    else if (CLOSING.has(sign)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function skipText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
