import type { Command } from 'commander';
import type { Resource } from 'halopsa-catalogue';
import { addSharedOptions } from '../globals.js';
import type { Host } from '../host.js';
import { addCreate } from './create.js';
import { addDelete } from './delete.js';
import { addGet } from './get.js';
import { addList } from './list.js';
import { addOperation } from './operation.js';
import { addUpdate } from './update.js';
import { type Verb, type VerbKind, verbsOf } from './verbs.js';

/** What a builder of a verb's command is given. */
export interface VerbSetting {
  readonly command: Command;
  readonly resource: Resource;
  readonly verb: Verb;
  readonly host: Host;
}

const builders: Readonly<Record<VerbKind, (setting: VerbSetting) => void | Promise<void>>> = {
  list: addList,
  get: addGet,
  create: addCreate,
  update: addUpdate,
  delete: addDelete,
  operation: addOperation,
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
    addSharedOptions(command);
    if (verb.name === wanted) await builders[verb.kind]({ command, resource, verb, host });
  }
  return topic;
}

const describe = ({ summary, operation }: Verb): string =>
  summary.includes(operation.path)
    ? summary
    : `${summary.charAt(0).toUpperCase()}${summary.slice(1)} (${operation.method} ${operation.path}).`;
