import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../src/host.js';
import { pagedSink, pagerOf } from '../src/output/pager.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-pager-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes these texts through a pager and gives what was printed directly. */
async function printed(command: string, texts: readonly string[]): Promise<string> {
  let direct = '';
  const stdout = {
    rows: 5,
    write: (text: string, done?: () => void) => {
      direct += text;
      done?.();
      return true;
    },
  };
  const env = { PATH: process.env.PATH };
  const sink = pagedSink({ stdout, env } as unknown as Host, command);
  for (const text of texts) await new Promise((resolve) => sink.stream.write(text, resolve));
  await sink.close(true);
  return direct;
}

const lines = Array.from({ length: 2000 }, (_, at) => `row ${at} ${'x'.repeat(40)}\n`);
const all = lines.join('');
const chunks = [lines.slice(0, 10).join(''), lines.slice(10, 1500).join(''), lines.slice(1500).join('')];

describe('a pager', () => {
  it('gets all of what is longer than the screen, with its own arguments', async () => {
    const file = join(folder, 'paged');
    expect(await printed(`cat -u > '${file}'`, chunks)).toBe('');
    expect(await readFile(file, 'utf8')).toBe(all);
  });

  it('gets nothing of what fits on the screen', async () => {
    expect(await printed('exit 3', ['one\n', 'two\n'])).toBe('one\ntwo\n');
  });

  it('that somebody leaves early has shown enough', async () => {
    expect(await printed('head -3 > /dev/null', chunks)).toBe('');
  });

  it.each([
    ['is not there', 'no-such-pager-here'],
    ['is not there, with arguments', 'no-such-pager-here -R --quiet'],
    ['dies at once', 'exit 1'],
    ['is killed', 'kill -9 $$'],
    ['dies after some lines', 'head -2 > /dev/null; exit 1'],
    ['reads all and fails', 'cat > /dev/null; exit 2'],
    ['is no command', '((('],
  ])('that %s loses nothing: it is printed directly', async (_, command) => {
    expect(await printed(command, chunks)).toBe(all);
    expect(await printed(command, [all])).toBe(all);
  });

  it('of blanks, or cat, is none', () => {
    for (const PAGER of ['', '  ', 'cat', ' cat ']) expect(pagerOf({ env: { PAGER } } as unknown as Host)).toBeUndefined();
  });
});
