import type { Command, Option } from 'commander';
import { allOperations, allResources } from 'halopsa-catalogue';
import { describe, expect, it } from 'vitest';
import { kebab } from '../src/flags/flag-name.js';
import { cli } from '../src/run.js';
import { verbsOf } from '../src/topics/verbs.js';
import { halo, testHost } from './support/test-host.js';

const topics = allResources().map((resource) => ({ resource, verbs: verbsOf(resource) }));

async function commandOf(topic: string, verb: string): Promise<Command> {
  const program = await cli.build([topic, verb], testHost());
  return [topic, verb].reduce((parent, name) => parent.commands.find((command) => command.name() === name)!, program);
}

/** Where the value of a flag goes, and under which name. */
const wireOf = (option: Option): string[] => option.attributeName().split(':');

function isRenamed(option: Option): boolean {
  const [prefix, wire] = wireOf(option);
  const isParameter = prefix === 'query' || prefix === 'field';
  return isParameter && option.long?.startsWith('--field-') === true && option.long !== `--${kebab(wire!)}`;
}

describe('every operation of the catalogue', () => {
  it('is behind a verb of a topic', () => {
    const reached = new Set(topics.flatMap(({ verbs }) => verbs.map(({ operation }) => operation.id)));
    expect(allOperations().filter(({ id }) => !reached.has(id))).toEqual([]);
    expect(reached.size).toBe(1609);
  });

  it('has a verb of its own name within its topic', () => {
    const doubled = topics.filter(({ verbs }) => new Set(verbs.map(({ name }) => name)).size !== verbs.length);
    expect(doubled.map(({ resource }) => resource.topic)).toEqual([]);
  });

  it('has help that renders, for every topic and verb', async () => {
    const failed: string[] = [];
    for (const { resource, verbs } of topics) {
      for (const verb of ['', ...verbs.map(({ name }) => name)]) {
        const { exit, stdout, stderr } = await halo([resource.topic, verb, '--help'].filter(Boolean), { columns: 80 });
        const fine = exit === 0 && stderr === '' && stdout.startsWith(`Usage: halo ${resource.topic} ${verb || '<verb>'}`);
        if (!fine) failed.push(`${resource.topic} ${verb}`);
      }
    }
    expect(failed).toEqual([]);
  });

  it('has all its scalar parameters as flags, and the names that meet an option of ours as --field-', async () => {
    const renamed: string[] = [];
    for (const { resource, verbs } of topics) {
      for (const verb of verbs) {
        const { options } = await commandOf(resource.topic, verb.name);
        renamed.push(...options.filter(isRenamed).map((option) => `${resource.topic} ${verb.name}: ${wireOf(option)[1]} ${option.long}`));
      }
    }
    expect(renamed).toMatchSnapshot();
  });
});
