import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allResources } from 'halopsa-catalogue';
import { describe, expect, it } from 'vitest';
import { ownCommands } from '../src/commands/index.js';
import type { CommandEntry, CommandSpec } from '../src/core/define-command.js';
import { ownVerbs } from '../src/topics/own-verbs/index.js';
import { verbsOf } from '../src/topics/verbs.js';
import { halo } from './support/test-host.js';

interface Listed {
  /** Where its file has to stand, without its ending. */
  readonly path: string;
  readonly load: () => Promise<{ readonly command: CommandSpec }>;
}

const listed = (entries: readonly CommandEntry[], above = ''): Listed[] =>
  entries.flatMap(({ name, load, commands = [] }) => [
    { path: `${above}${name.replace(/^__/, '')}`, load },
    ...listed(commands, `${above}${name}/`),
  ]);

const source = (folder: string): string => join(import.meta.dirname, '..', 'src', folder);
const filesIn = (folder: string): string[] =>
  readdirSync(source(folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'index.ts')
    .map((path) => path.replaceAll('\\', '/').replace(/\.ts$/, ''));

describe.each([
  ['commands', listed(ownCommands)],
  ['topics/own-verbs', ownVerbs.map(({ topic, name, load }) => ({ path: `${topic}/${name}`, load }))],
])('%s', (folder, entries) => {
  it('has a file for every line of its list, and no other', () => {
    expect(filesIn(folder).toSorted()).toEqual(entries.map(({ path }) => path).toSorted());
  });

  it.each(entries)('$path is loaded from the file of its words', async ({ path, load }) => {
    const file = (await import(join(source(folder), `${path}.ts`))) as { readonly command: CommandSpec };
    expect((await load()).command).toBe(file.command);
    expect(file.command.description).toMatch(path === 'complete' ? /^$/ : /\.$/);
  });
});

describe('a verb of the catalogue', () => {
  it('declares what it does, a line that shows it, and what runs, as every other command does', async () => {
    const odd: string[] = [];
    for (const resource of allResources()) {
      for (const verb of verbsOf(resource)) {
        const { description, example, run } = (await verb.load()).command;
        const begin = `halo ${resource.topic} ${verb.name}`;
        const isWhole = /\.$/.test(description) && [example].flat().every((line) => line.startsWith(begin)) && run !== undefined;
        if (!isWhole) odd.push(begin);
      }
    }
    expect(odd).toEqual([]);
  });

  it('is filled where it is named, by the one place that makes commands of declarations', () => {
    const makers = filesIn('.').filter((path) => /\.action\(/.test(readFileSync(source(`${path}.ts`), 'utf8')));
    expect(makers).toEqual(['core/own-command']);
  });
});

describe('a command below another', () => {
  it('reads the options of the one above, wherever its own name stands on the line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'halo-listen-'));
    const { exit, stdout } = await halo(['listen', '--port', '0', '--folder', folder, 'events', '--state', 'dead', '--json']);
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '[]\n' });
  });

  it('is explained by the help of the one above', async () => {
    const asked = await halo(['sandbox', 'help', 'start']);
    expect(asked).toEqual(await halo(['sandbox', 'start', '--help']));
    expect(asked.stdout).toContain('--data-dir <folder>');
  });
});
