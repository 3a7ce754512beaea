import { Command, Help } from 'commander';
import { findResource, resourceNames, toCamel, toKebab } from 'halopsa-catalogue';
import { ownCommands } from './commands/own-commands.js';
import type { Cli } from './core/cli.js';
import { namedColumns } from './data/columns.js';
import type { Host } from './host.js';
import { nearest } from './nearest.js';
import { wrapWords } from './output/wrap-words.js';
import { ownVersion } from './own-version.js';
import { addSettingOptions, addSharedOptions } from './shared-options.js';
import { buildTopic } from './topics/topic.js';
import { verbsOf } from './topics/verbs.js';
import { UsageError } from './usage-error.js';

/** Builds the commands that this line needs: the one of ours or the one topic that it names, and the names of the others where it names none. */
export async function buildProgram(words: readonly string[], host: Host, cli: Cli): Promise<Command> {
  const program = emptyProgram(host);
  const [topic, verb] = words;
  const own = ownCommands.find(({ name }) => name === topic);
  if (own) await (await own.load())(program, host, { cli, word: verb });
  else if (topic !== undefined) await addTopic(program, topic, verb, host);
  else nameOwnCommands(program);
  return program;
}

function emptyProgram(host: Host): Command {
  const program = new Command('halo').description('HaloPSA, HaloITSM and HaloServiceDesk from the command line.');
  const width = (): number => host.stdout.columns ?? 80;
  program
    .usage('[global options] <topic> <verb> [arguments] [options]')
    .enablePositionalOptions()
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name(), padWidth, formatItem })
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
  return program.addHelpText('after', () => rootHelp(width()));
}

/** Columns that names of flags get beside their descriptions. */
const widestTerm = 36;

const padWidth: Help['padWidth'] = (command, help) => Math.min(widestTerm, Help.prototype.padWidth.call(help, command, help));

/** A name that is longer than its column has its description below. */
const formatItem: Help['formatItem'] = (term, width, description, help) => {
  const item = (name: string, column: number): string => Help.prototype.formatItem.call(help, name, column, description, help);
  return term.length > width && description !== '' ? `  ${term}\n${item('', 4)}` : item(term, width);
};

function nameOwnCommands(program: Command): void {
  for (const { name, summary, group, hidden = false } of ownCommands) program.command(name, { hidden }).summary(summary).helpGroup(group);
}

async function addTopic(program: Command, topic: string, verb: string | undefined, host: Host): Promise<void> {
  const resource = topic === toKebab(topic) ? findResource(toCamel(topic)) : undefined;
  if (!resource) throw unknownTopic(topic);
  const verbs = verbsOf(resource).map(({ name }) => name);
  if (verb !== undefined && !verbs.includes(verb)) throw unknownVerb(resource.topic, verb, verbs);
  await buildTopic(program, resource, verb, host);
}

function unknownTopic(topic: string): UsageError {
  const own = ownCommands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const meant = nearest(topic, [...own, ...resourceNames.map(toKebab)]);
  return new UsageError(`There is no topic "${topic}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: '"halo --help" shows the topics of every day, "halo resources" all of them.',
    unknownWord: true,
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
  ... and ${resourceNames.length - topics.length} more: "halo resources" lists them all,
  "halo <topic>" shows what each can do.

Examples:
  halo tickets list --client-id 42 --open-only --search "server"
  halo tickets get 1234 --json
  halo tickets create --summary "Server down" --client-id 42 --priority-id 1
  halo tickets update 1234 --status-id 5
  halo clients list --all
  halo request GET /Tickets --param page_size=5
  halo --sandbox tickets list
  halo sandbox start`;
}
