import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { findResource, resourceNames, toCamel, toKebab } from 'halopsa-catalogue';
import { addConfigureCommand } from './commands/configure.js';
import { addRequestCommand } from './commands/request.js';
import { addResourcesCommand } from './commands/resources.js';
import { addSandboxCommand } from './commands/sandbox.js';
import { namedColumns } from './data/columns.js';
import { addSettingOptions, addSharedOptions } from './globals.js';
import type { Host } from './host.js';
import { nearest } from './nearest.js';
import { wrapWords } from './output/wrap-words.js';
import { buildTopic } from './topics/topic.js';
import { verbsOf } from './topics/verbs.js';
import { UsageError } from './usage-error.js';

/** Builds the commands that this line needs: those of our own, and the one topic that it names. */
export async function buildProgram(words: readonly string[], host: Host): Promise<Command> {
  const program = new Command('halo').description('HaloPSA, HaloITSM and HaloServiceDesk from the command line.');
  const width = (): number => host.stdout.columns ?? 80;
  program
    .usage('[global options] <topic> <verb> [arguments] [options]')
    .enablePositionalOptions()
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      // A topic without a verb shows its help: that is an answer. Errors are told by the caller.
      writeErr: (text) => void host.stdout.write(text),
      outputError: () => undefined,
      getOutHelpWidth: width,
      getErrHelpWidth: width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  addSharedOptions(addSettingOptions(program)).version(ownVersion(), '-v, --version', 'show the version and exit');
  for (const add of [addConfigureCommand, addRequestCommand, addResourcesCommand, addSandboxCommand]) add(program, host);
  program.addHelpText('after', () => rootHelp(width()));
  const [topic, verb] = words;
  if (topic !== undefined) await addTopic(program, topic, verb, host);
  return program;
}

const ownVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;

async function addTopic(program: Command, topic: string, verb: string | undefined, host: Host): Promise<void> {
  const own = program.commands.map((command) => command.name());
  if (own.includes(topic)) return;
  const resource = topic === toKebab(topic) ? findResource(toCamel(topic)) : undefined;
  if (!resource) throw unknownTopic(topic, own);
  const verbs = verbsOf(resource).map(({ name }) => name);
  if (verb !== undefined && !verbs.includes(verb)) throw unknownVerb(resource.topic, verb, verbs);
  await buildTopic(program, resource, verb, host);
}

function unknownTopic(topic: string, own: readonly string[]): UsageError {
  const meant = nearest(topic, [...own, ...resourceNames.map(toKebab)]);
  return new UsageError(`There is no topic "${topic}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: '"halo --help" shows the topics of every day, "halo resources" all of them.',
  });
}

function unknownVerb(topic: string, verb: string, verbs: readonly string[]): UsageError {
  const meant = nearest(verb, verbs);
  return new UsageError(`The topic ${topic} has no "${verb}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: `It has: ${verbs.join(', ')}.`,
  });
}

function rootHelp(width: number): string {
  const topics = Object.keys(namedColumns).map((name) => (name === Object.keys(namedColumns).at(-1) ? toKebab(name) : `${toKebab(name)},`));
  return `
Topics:
${wrapWords(topics, width - 2, '  ')}
  ... and ${resourceNames.length - topics.length} more: "halo resources" lists them all, "halo <topic>" shows what each can do.

Examples:
  halo tickets list --client-id 42 --open-only --search "server"
  halo tickets get 1234 --json
  halo tickets create --summary "Server down" --client-id 42 --priority-id 1
  halo tickets update 1234 --status-id 5
  halo clients list --all
  halo request GET /Tickets --param page_size=5
  halo sandbox start`;
}
