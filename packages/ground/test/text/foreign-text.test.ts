import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  formulaSafe,
  htmlText,
  jsonText,
  markdownCode,
  markdownText,
  oneLine,
  roffText,
  shellWord,
  shownText,
  shownWithColours,
  withoutFormulaGuard,
} from 'halopsa-ground';
import { hostileTexts, propertyRuns } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const obeyed = /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/;
const signs = fc.string({
  unit: fc.constantFrom(
    '\u001b',
    '\u009b',
    '[',
    '8',
    'm',
    '2',
    ';',
    '\r',
    '\n',
    '\u202e',
    '\u2067',
    'x',
    '\\',
    '"',
    '\u007f',
    '\u200f',
    ']',
  ),
  maxLength: 40,
});

describe('a text of others', () => {
  it('never holds what a terminal obeys', () => {
    fc.assert(
      fc.property(signs, (text) => {
        expect(shownText(text)).not.toMatch(obeyed);
        expect(oneLine(text)).not.toMatch(/[\n\t\r]/);
        expect(oneLine(text)).not.toMatch(obeyed);
        expect(shownWithColours(text).replace(/\u001b\[(?:[012]|22|3[1-6]|39)m/g, '')).not.toMatch(obeyed);
        expect(jsonText(text)).not.toMatch(obeyed);
        expect(JSON.parse(jsonText({ [text]: [text] }))).toEqual({ [text]: [text] });
        expect(withoutFormulaGuard(formulaSafe(text))).toBe(text);
        expect(htmlText(text)).not.toMatch(/[<>"']/);
      }),
      propertyRuns(300, 100_000),
    );
  });

  it.each(['\u001b[8m', '\u001b[5m', '\u001b[7m', '\u001b[40m', '\u001b[30m', '\u001b[38;5;0m', '\u001b[1;8m', '\u009b8m'])(
    'cannot hide or paint by %j even among colours of our own',
    (sequence) => expect(shownWithColours(`\u001b[2m${sequence}x\u001b[22m`)).not.toContain(sequence),
  );

  it('keeps letters of every script, joiners and emoji', () => {
    const text = 'Zoë 東京 עברית العربية क्\u200dष 👩\u200d💻 🏳\ufe0f\tx\ny';
    expect(shownText(text)).toBe(text);
  });
});

describe('Markdown', () => {
  const living = [
    '![x](http://x.test/p.png)',
    '[x](javascript:alert(1))',
    '[x][y]',
    '<http://x.test>',
    '<img src=x onerror=alert(1)>',
    'http://x.test',
    'HTTPS://x.test',
    'www.x.test',
    '`code`',
    '**b**',
    '# heading',
    '- item',
    '1. item',
    '> quote',
    '| a | b |',
    '&lt;img&gt;',
    '$$x$$',
    '@team',
    'a\n\n![x](http://x.test)',
  ];
  it.each(living)('%j means only itself', (text) => {
    const shown = markdownText(text);
    expect(shown).not.toMatch(/(?<!\\)(?:\\\\)*[`*_[\]|$@#]|(?<!\\):\/\/|<|>|^\s*(?:[-+=]|\d+[.)])|\n|www\.x/);
    // What a reader sees: backslashes and entities stand for their signs.
    const seen = shown.replace(/\\(.)/g, '$1').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
    expect(seen).toBe(oneLine(text));
  });

  it('has spans of code that nothing ends', () => {
    expect(markdownCode('a`b``c')).toBe('``` a`b``c ```');
    expect(markdownCode('a|b\nc')).toBe('`a\\|b c`');
  });
});

describe('a word for a shell', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'halo-words-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true'], { stdio: 'ignore' }).error === undefined;

  it.each(['sh', 'bash', 'zsh', 'fish'])('is one word with its own text in %s, and runs nothing', (shell) => {
    if (!has(shell)) throw new Error(`${shell} is not installed: apt-get install ${shell}.`);
    const texts = hostileTexts.map((make, at) => make(`touch ${join(folder, String(at))}`));
    const line = texts.map((text) => `printf '%s\\0' ${shellWord(text)}`).join('\n');
    const said = execFileSync(shell, ['-c', line], { encoding: 'utf8' });
    expect(said.split('\0').slice(0, -1)).toEqual(texts);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('troff', () => {
  it('shows a payload as text and runs no request of it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'halo-roff-'));
    try {
      const texts = hostileTexts.map((make, at) => make(`touch ${join(folder, String(at))}`));
      const page = ['.TH X 1', '.SH NAME', ...texts.flatMap((text) => [roffText(text), '.TP', `.B ${roffText(text)}`, 'x'])].join('\n');
      const formatters: [string, string[]][] = [
        ['mandoc', ['-T', 'utf8']],
        ['groff', ['-U', '-man', '-T', 'utf8']],
      ];
      const found = formatters.filter(([name]) => spawnSync(name, ['-V'], { stdio: 'ignore' }).error === undefined);
      for (const [name, options] of found) spawnSync(name, options, { input: page, cwd: folder });
      expect(found.length).toBeGreaterThan(0);
      expect(existsSync(join(folder, '0')) || readdirSync(folder).length > 0).toBe(false);
      // No line of a payload is a request.
      expect(roffText("\n.sy x\n'sy x\n\\*[x]")).toBe("\n\\&.sy x\n\\&'sy x\n\\(rs*[x]");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
