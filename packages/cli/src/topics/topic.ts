import type { Command } from 'commander';
import type { Resource } from 'halopsa-catalogue';
import { declare, type Surroundings } from '../core/own-command.js';
import { addSharedOptions } from '../shared-options.js';
import { exampleOf } from './examples.js';
import type { Verb, VerbKind, VerbSetting } from './verb.js';
import { verbsOf } from './verbs.js';

/** Gives the command of a verb its arguments, flags and action. */
type Builder = (setting: VerbSetting) => void | Promise<void>;

/** Builders are loaded when their verb is asked for: a list need not wait for what writes. */
const builders: Readonly<Record<Exclude<VerbKind, 'own'>, () => Promise<Builder>>> = {
  list: async () => (await import('./list.js')).addList,
  get: async () => (await import('./get.js')).addGet,
  create: async () => (await import('./create.js')).addCreate,
  update: async () => (await import('./update.js')).addUpdate,
  delete: async () => (await import('./delete.js')).addDelete,
  operation: async () => (await import('./operation.js')).addOperation,
  'create-related': async () => (await import('./create-related.js')).addCreateRelated,
};

/** The command of one topic. All verbs are named in it; only `wanted` gets its arguments and flags, which can be many hundreds. */
export async function buildTopic(
  program: Command,
  resource: Resource,
  wanted: string | undefined,
  surroundings: Surroundings,
): Promise<Command> {
  const topic = program
    .command(resource.topic, { hidden: true })
    .description(resource.title)
    .usage('<verb> [arguments] [options]')
    .helpCommand(false);
  addSharedOptions(topic);
  for (const verb of verbsOf(resource)) {
    const command = topic.command(verb.name).summary(verb.summary).description(describe(verb));
    if (verb.name === wanted)
      await buildVerb({ command, resource, verb, host: surroundings.host }, surroundings);
  }
  const [first] = verbsOf(resource);
  if (first)
    topic.addHelpText('after', () => `\nExample:\n  ${exampleOf({ resource, verb: first })}`);
  return topic;
}

/** Gives the command of a verb its arguments, flags and worked example. */
async function buildVerb(setting: VerbSetting, surroundings: Surroundings): Promise<void> {
  const { command, verb } = setting;
  if (verb.load) return declare(command, (await verb.load()).command, surroundings);
  addSharedOptions(command);
  const build = await builders[verb.kind as Exclude<VerbKind, 'own'>]();
  await build(setting);
  command.addHelpText('after', () => `\nExample:\n  ${exampleOf(setting)}`);
}

const describe = ({ summary, operation }: Verb): string =>
  summary.includes(operation.path)
    ? `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`
    : `${summary.charAt(0).toUpperCase()}${summary.slice(1)} (${operation.method} ${operation.path}).`;
