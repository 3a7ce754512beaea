import { describe, expect, it } from 'vitest';
import { ownCommands } from '../src/commands/index.js';
import { nearest } from '../src/nearest.js';
import { expandHelp, leadingWords } from '../src/words.js';

describe('the words of a command line', () => {
  it.each([
    [
      ['tickets', 'list', '--client-id', '42'],
      ['tickets', 'list'],
    ],
    [
      ['--client-id', 'X', '--json', 'tickets', 'list'],
      ['tickets', 'list'],
    ],
    [
      ['--tenant-url=https://x', 'tickets', '--no-color', 'get', '1'],
      ['tickets', 'get'],
    ],
    [['--json'], []],
    [['agents', '--help'], ['agents']],
    [[], []],
  ])('%j: %j', (argv, words) => {
    expect(leadingWords(argv)).toEqual(words);
  });

  it('take "help" as a question about what follows', () => {
    expect(expandHelp(['help', 'tickets', 'list'], ownCommands)).toEqual(['tickets', 'list', '--help']);
    expect(expandHelp(['bulk', 'help', 'plan'], ownCommands)).toEqual(['bulk', 'plan', '--help']);
    expect(expandHelp(['sandbox', 'fault', 'help'], ownCommands)).toEqual(['sandbox', 'fault', '--help']);
    expect(expandHelp(['search', 'help'], ownCommands)).toEqual(['search', 'help']);
    expect(expandHelp(['--sandbox', 'help', 'tickets'], ownCommands)).toEqual(['--sandbox', 'tickets', '--help']);
    expect(expandHelp(['--tenant-url', 'help', '--json', 'bulk', 'help', 'plan'], ownCommands)).toEqual([
      '--tenant-url',
      'help',
      '--json',
      'bulk',
      'plan',
      '--help',
    ]);
    expect(expandHelp(['listen', '--user', 'help'], ownCommands)).toEqual(['listen', '--user', 'help']);
    expect(expandHelp(['--', 'help'], ownCommands)).toEqual(['--', 'help']);
  });

  it.each([
    ['tickts', 'tickets'],
    ['agent', 'agents'],
    ['kb', undefined],
    ['TICKETS', 'tickets'],
    ['zzzzzz', undefined],
  ])('%s is near to %s', (given, meant) => {
    expect(nearest(given, ['tickets', 'agents', 'kb-articles'])).toBe(meant);
  });
});
