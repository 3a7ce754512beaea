import { runs } from 'halopsa-testkit';
import { expect, test } from 'vitest';
import { lineOf, packageSources, type SyntaxNode, walk } from './workspace.js';

/**
 * Every regular expression of the packages meets text of others sooner or later, so each has to be linear: it is driven with texts
 * that repeat what it looks for and then do not end as it wants. Time that grows much faster than the text fails.
 */
interface Pattern {
  readonly at: string;
  readonly regex: RegExp;
}

/** Lookbehinds or backtracking over text whose length is bounded before the expression sees it, with the bound. */
const bounded: Readonly<Record<string, string>> = {
  'packages/cli/src/output/grouped.ts': 'the digits of one number',
  'packages/connector/src/n8n/export.ts': 'JSON that the export itself has written from the catalogue',
};

function patternsOf(): Pattern[] {
  return packageSources()
    .filter(({ path }) => !path.startsWith('packages/catalogue/') || path.includes('/src/'))
    .flatMap(({ path, text, program }) =>
      [...walk(program)].flatMap(([node]) => {
        const { regex } = node as SyntaxNode & { regex?: { pattern: string; flags: string } };
        return regex ? [{ at: `${path}:${lineOf(text, node.start)}`, regex: new RegExp(regex.pattern, regex.flags) }] : [];
      }),
    );
}

/** Characters of every kind that the expression can be looking for. */
const samples = [
  'a',
  'Z',
  '0',
  'f',
  ' ',
  '\n',
  '.',
  '-',
  '_',
  '/',
  '\\',
  '"',
  "'",
  '<',
  '{',
  '[',
  '(',
  '@',
  '%',
  '=',
  ':',
  ',',
  ';',
  '*',
  '+',
  '&',
  '#',
  '$',
  '\u200b',
  'é',
];

/** What can be repeated: characters that the expression names or its classes take, and pairs of them. */
function pumps(pattern: string): string[] {
  const named = [...new Set(pattern.replace(/\\[pPuxkc]\{[^}]*\}|\\[a-zA-Z]|\(\?[:=!<]+|[\^$()|?*+{}[\]]/g, ''))].slice(0, 24);
  const words = [...pattern.matchAll(/[a-z]{2,12}/gi)].map(([word]) => word).slice(0, 6);
  const units = [...new Set([...named, ...samples])];
  const pairs = named.slice(0, 6).flatMap((one) => [...named.slice(0, 6), ' ', 'a', '0'].map((other) => one + other));
  return runs([...named.slice(0, 12), ' ', 'a', '0', '"', ...words.slice(0, 2)], [...units, ...pairs, ...words]);
}

/** The shortest of a few runs, in milliseconds of this process alone: what else the machine does counts for nothing. */
function shortest(regex: RegExp, text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const from = process.cpuUsage().user;
    // All matches and all places, as `replace` looks for them.
    if (regex.global || regex.sticky) text.replace(regex, '');
    else regex.exec(text);
    best = Math.min(best, (process.cpuUsage().user - from) / 1000);
  }
  return best;
}

const sizes = [16, 22, 28, 1_000, 4_000, 16_000, ...runs<number[]>([], [64_000])];
const worthMs = 25;

/**
 * The size at which the time of an expression on such a text has grown by more than four times the growth of the text. It is held
 * against the size two steps below, since a busy machine makes one run twice as slow as the next.
 */
function superlinearAt(regex: RegExp, head: string, unit: string, tail: string): number | undefined {
  const best = (size: number, runs: number): number => shortest(regex, head + unit.repeat(size) + tail, runs);
  return sizes.find((size, step) => {
    if (best(size, 1) <= worthMs) return false;
    const base = sizes[step - 2];
    const before = base === undefined ? 0 : best(base, 3);
    const linear = base === undefined || before < 0.01 ? worthMs : before * 4 * (size / base);
    return best(size, 3) > Math.max(worthMs, linear);
  });
}

test('no regular expression takes more than linear time', { timeout: 300_000 }, () => {
  const patterns = patternsOf();
  expect(patterns.length).toBeGreaterThan(300);
  const slow: string[] = [];
  for (const { at, regex } of patterns) {
    // An expression that is anchored at its beginning and has no repetition without a limit cannot be slow.
    if (!/[*+]|\{\d+,\}/.test(regex.source)) continue;
    const found = pumps(regex.source).find((unit) =>
      ['', '\u0001'].some((head) => ['\u0001', '\n'].some((tail) => superlinearAt(regex, head, unit, tail) !== undefined)),
    );
    if (found !== undefined && !(at.replace(/:\d+$/, '') in bounded))
      slow.push(`${at} ${String(regex).slice(0, 120)} on ${JSON.stringify(found)}`);
  }
  expect(slow).toEqual([]);
});

test('an expression that is not linear is found', () => {
  for (const [regex, unit] of [
    [/(a+)+$/, 'a'],
    [/\s+$/, ' '],
    [/[\w.]+@\w+/, 'f'],
    [/^(\d+)*x/, '0'],
    [/<!--[\s\S]*?-->/g, '<!--'],
  ] as const)
    expect([String(regex), superlinearAt(regex, '', unit, '\u0001') !== undefined]).toEqual([String(regex), true]);
  expect(superlinearAt(/^[\w.]+@/, '', 'f', '\u0001')).toBeUndefined();
});
