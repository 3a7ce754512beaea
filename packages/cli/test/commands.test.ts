import { allOperations } from 'halopsa-catalogue';
import { runs } from 'halopsa-testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandFacts, type Entry } from '../src/reference/command-facts.js';
import { commandEntries } from '../src/reference/reference-pages.js';
import { cli } from '../src/run.js';
import { ownEntries, topicEntries } from './support/all-commands.js';
import { renderSurface } from './support/surface.js';
import { halo, testHost } from './support/test-host.js';

let program: Entry;
let own: Entry[];
let topics: Entry[];
/** All commands of ours, and of the others as many as the run has time for. */
let entries: Entry[];
const host = testHost();
beforeAll(async () => {
  program = (await commandEntries('', host, cli))[0]!;
  own = await ownEntries(host);
  topics = await topicEntries(host);
  const step = Math.ceil(topics.length / runs(300, topics.length));
  entries = [program, ...own, ...topics.filter((_, index) => index % step === 0)];
});

describe('every command', () => {
  it.each([80, 120])('has help that fits into %i columns', (columns) => {
    Object.assign(host.stdout, { columns });
    const wide = entries.flatMap(({ words, command }) =>
      command
        .helpInformation()
        .split('\n')
        // The usage is a line to copy: it is never broken.
        .filter((line) => line.length > columns && !line.startsWith('Usage:'))
        .map((line) => `${words}: ${line}`),
    );
    expect(wide).toEqual([]);
  });

  it('says what it does, and what each of its flags does', () => {
    const silent = [...own, ...topics].flatMap(({ words, command }) => [
      ...(command.description() === '' ? [words] : []),
      ...command.options.filter(({ hidden, description }) => !hidden && description === '').map(({ flags }) => `${words} ${flags}`),
    ]);
    expect(silent).toEqual([]);
  });

  it('has a worked example', () => {
    const without = [...own, ...topics].filter((entry) => commandFacts(entry).example === undefined);
    expect(without.map(({ words }) => words)).toEqual([]);
  });

  it('suggests the nearest flag for one that it does not have', async () => {
    const silent: string[] = [];
    for (const { words, command } of entries) {
      const option = command.options.find(({ long, hidden }) => !hidden && (long?.length ?? 0) > 8);
      if (!option?.long) continue;
      const needed = command.options.filter(({ mandatory }) => mandatory).flatMap(({ long }) => [long!, '1']);
      const { exit, stderr } = await halo([...words.split(' ').filter(Boolean), ...needed, `${option.long.slice(0, -1)}q`]);
      if (exit !== 2 || !stderr.includes(option.long)) silent.push(`${words} ${option.long}: ${exit} ${stderr}`);
    }
    expect(silent).toEqual([]);
  });
});

it('the surface is the one that is committed', async () => {
  await expect(renderSurface(program, [...own, ...topics])).toMatchFileSnapshot('__snapshots__/surface.txt');
});

describe('halo api', () => {
  it('has a command with help for every operation', async () => {
    const failed: string[] = [];
    for (const { id } of allOperations()) {
      const { exit, stdout } = await halo(['api', id, '--help']);
      if (exit !== 0 || !stdout.startsWith(`Usage: halo api ${id}`)) failed.push(id);
    }
    expect(failed).toEqual([]);
  }, 60_000);
});
