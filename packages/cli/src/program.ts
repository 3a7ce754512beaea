import { Command, Help } from 'commander';
import { findResource, resourceNames, toCamel, toKebab } from 'halopsa-catalogue';
import { ownCommands } from './commands/index.js';
import { fillAlong, OwnCommand, type Surroundings } from './core/own-command.js';
import { formatHelp, leftOut } from './core/short-help.js';
import type { Host } from './host.js';
import { nearest } from './nearest.js';
import { ownVersion } from './own-version.js';
import { rootHelp } from './root-help.js';
import { addSettingOptions, addSharedOptions } from './shared-options.js';
import { buildTopic } from './topics/topic.js';
import { verbsOf } from './topics/verbs.js';
import { UsageError } from './usage-error.js';

/** Builds the commands that this line needs: the one of ours or the one topic that it names, and the names of the others where it names none. */
export async function buildProgram(
  words: readonly string[],
  surroundings: Surroundings,
): Promise<Command> {
  const { host } = surroundings;
  const program = emptyProgram(host);
  const [topic, verb] = words;
  const own = ownCommands.find(({ name }) => name === topic);
  if (topic === undefined)
    for (const entry of ownCommands) new OwnCommand(program, entry, surroundings);
  else if (own) new OwnCommand(program, own, surroundings);
  else addTopic(program, { topic, verb }, surroundings);
  await fillAlong(program, words);
  return program;
}

function emptyProgram(host: Host): Command {
  const program = new Command('halo').description(
    'HaloPSA, HaloITSM and HaloServiceDesk from the command line.',
  );
  const width = (): number => host.stdout.columns ?? 80;
  program
    .usage('[global options] <topic> <verb> [arguments] [options]')
    .enablePositionalOptions()
    .helpCommand(false)
    .exitOverride()
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      formatHelp,
      padWidth,
      formatItem,
    })
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
  addSharedOptions(addSettingOptions(program)).version(
    ownVersion(),
    '-v, --version',
    'show the version and exit',
  );
  return program
    .addHelpText('after', () => rootHelp(width()))
    .addHelpText('afterAll', ({ command }) => leftOut(command));
}

/** Columns that names of flags get beside their descriptions. */
const widestTerm = 36;

const padWidth: Help['padWidth'] = (command, help) =>
  Math.min(widestTerm, Help.prototype.padWidth.call(help, command, help));

/** A name that is longer than its column has its description below. */
const formatItem: Help['formatItem'] = (term, width, description, help) => {
  const item = (name: string, column: number): string =>
    Help.prototype.formatItem.call(help, name, column, description, help);
  return term.length > width && description !== ''
    ? `  ${term}\n${item('', 4)}`
    : item(term, width);
};

function addTopic(
  program: Command,
  { topic, verb }: { topic: string; verb: string | undefined },
  surroundings: Surroundings,
): void {
  const resource = topic === toKebab(topic) ? findResource(toCamel(topic)) : undefined;
  if (!resource) throw unknownTopic(topic);
  const verbs = verbsOf(resource).map(({ name }) => name);
  if (verb !== undefined && !verbs.includes(verb)) throw unknownVerb(resource.topic, verb, verbs);
  buildTopic(program, resource, surroundings);
}

function unknownTopic(topic: string): UsageError {
  const own = ownCommands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const meant = nearest(topic, [...own, ...resourceNames.map(toKebab)]);
  return new UsageError(`Unknown topic "${topic}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: '"halo --help" shows the common topics, "halo resources" all of them.',
    unknownWord: true,
  });
}

function unknownVerb(topic: string, verb: string, verbs: readonly string[]): UsageError {
  const meant = nearest(verb, verbs);
  return new UsageError(
    `The topic ${topic} has no "${verb}".${meant ? ` Did you mean "${meant}"?` : ''}`,
    {
      nextStep: `It has: ${verbs.join(', ')}.`,
    },
  );
}
