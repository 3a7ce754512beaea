import type { Command } from 'commander';
import type { Resource } from 'halopsa-catalogue';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';
import { exampleOf } from './examples.js';
import type { Builder, Verb, VerbKind, VerbSetting } from './verb.js';
import { verbsOf } from './verbs.js';

/** Builders are loaded when their verb is asked for: a list need not wait for what writes. */
const builders: Readonly<Record<VerbKind, (verb: Verb) => Promise<Builder>>> = {
  list: async () => (await import('./list.js')).addList,
  get: async () => (await import('./get.js')).addGet,
  create: async () => (await import('./create.js')).addCreate,
  update: async () => (await import('./update.js')).addUpdate,
  delete: async () => (await import('./delete.js')).addDelete,
  operation: async () => (await import('./operation.js')).addOperation,
  'create-related': async () => (await import('./create-related.js')).addCreateRelated,
  own: async ({ load }) => (load ? load() : () => undefined),
};

/** The command of one topic. All verbs are named in it; only `wanted` gets its arguments and flags, which can be many hundreds. */
export async function buildTopic(program: Command, resource: Resource, wanted: string | undefined, host: Host): Promise<Command> {
  const topic = program
    .command(resource.topic, { hidden: true })
    .description(resource.title)
    .usage('<verb> [arguments] [options]')
    .helpCommand(false);
  addSharedOptions(topic);
  for (const verb of verbsOf(resource)) {
    const command = topic.command(verb.name).summary(verb.summary).description(describe(verb));
    if (verb.name === wanted) await buildVerb({ command, resource, verb, host });
  }
  const [first] = verbsOf(resource);
  if (first) topic.addHelpText('after', () => `\nExample:\n  ${exampleOf({ resource, verb: first })}`);
  return topic;
}

/** Gives the command of a verb its arguments, flags and worked example. */
export async function buildVerb(setting: VerbSetting): Promise<void> {
  const { command, verb } = setting;
  addSharedOptions(command);
  await (await builders[verb.kind](verb))(setting);
  command.addHelpText('after', () => `\nExample:\n  ${exampleOf(setting)}`);
}

const describe = ({ summary, operation, kind }: Verb): string =>
  summary.includes(operation.path) || kind === 'own'
    ? `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`
    : `${summary.charAt(0).toUpperCase()}${summary.slice(1)} (${operation.method} ${operation.path}).`;
