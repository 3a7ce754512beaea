import { findSchema } from 'halopsa-catalogue/schemas';
import { describe, expect, it } from 'vitest';
import { kebab } from '../src/flags/flag-name.js';
import { halo } from './support/test-host.js';

const helpOf = async (...words: string[]): Promise<string> => (await halo([...words, '--help'], { columns: 80 })).stdout;
const flagsIn = (help: string): string[] => [...help.matchAll(/^ {2,4}(--[\w-]+)/gm)].map(([, flag]) => flag!);

describe('the help of a verb', () => {
  it.each([
    ['tickets', 'create'],
    ['tickets', 'update'],
    ['tickets', 'list'],
    ['projects', 'create'],
    ['actions', 'create'],
    ['outcomes', 'create'],
    ['ticket-types', 'list'],
  ])('%s %s fits into 80 lines', async (...words) => {
    const help = await helpOf(...words);
    expect(help.split('\n').length).toBeLessThanOrEqual(80);
  });

  it('has the common flags in the order in which people fill them in, and says what they hold', async () => {
    const help = await helpOf('tickets', 'create');
    expect(flagsIn(help).slice(0, 3)).toEqual(['--summary', '--details', '--client']);
    expect(help).toContain('One line that says what the ticket is about');
  });

  it('names how many flags it leaves out, and --help --all shows them', async () => {
    const [short, long] = [await helpOf('tickets', 'create'), (await halo(['tickets', 'create', '--help', '--all'])).stdout];
    const [, count] = /^(\d+) more flags: halo tickets create --help --all$/m.exec(short) ?? [];
    expect(flagsIn(long).length - flagsIn(short).length).toBe(Number(count));
    expect(flagsIn(long)).toEqual(expect.arrayContaining(flagsIn(short)));
  });

  it('--help --all --rare shows those of which nothing is known but the name', async () => {
    const all = (await halo(['tickets', 'create', '--help', '--all'])).stdout;
    expect(all).toMatch(/^\d+ more flags without a description: halo tickets create --help --all --rare$/m);
    const rare = (await halo(['tickets', 'create', '--help', '--all', '--rare'])).stdout;
    const names = [...(findSchema('Ticket')?.fields.values() ?? [])].filter(({ type, set }) => type === 'int' && set === 'writable');
    const missing = names.filter(({ name }) => name !== 'id' && !rare.includes(`--${kebab(name)} `));
    expect(missing.map(({ name }) => name).filter((name) => !name.startsWith('_'))).toEqual([]);
  });

  it('sends nothing with --all', async () => {
    const { exit, stderr } = await halo(['tickets', 'list', '--help', '--all'], { env: { HALO_TENANT_URL: 'http://127.0.0.1:9' } });
    expect([exit, stderr]).toEqual([0, '']);
  });

  it('leaves the options of all commands to one page', async () => {
    const help = await helpOf('tickets', 'list');
    expect(help).not.toContain('--no-hyperlinks');
    expect(help).toContain('halo help output');
    for (const words of [['output'], ['help', 'output'], ['output', '--help']])
      expect((await halo(words)).stdout).toContain('--no-hyperlinks');
  });

  it('shows such an option where it means something of its own', async () => {
    expect(await helpOf('bulk', 'plan')).toContain('--tz');
  });
});
