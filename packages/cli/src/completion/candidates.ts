import type { Command, Option } from 'commander';
import { allOperations, findResource, resourceNames, toCamel, toKebab } from 'halopsa-catalogue';
import { oneLine } from 'halopsa-ground';
import { configPath, readConfigFile } from '../config/config-file.js';
import type { Cli } from '../core/cli.js';
import { wireOf } from '../flags/wire-options.js';
import type { Host } from '../host.js';
import { valuedOptions } from '../shared-options.js';
import { leadingWords, wordPositions } from '../words.js';
import type { Candidate } from './candidate.js';
import { recordsOf, referredRecords } from './live-records.js';

/** The candidates for the last of the words, which may be empty or half typed. */
export async function candidatesFor(
  words: readonly string[],
  host: Host,
  cli: Cli,
): Promise<Candidate[]> {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const previous = before.at(-1) ?? '';
  const lead = leadingWords(before);
  const command = await commandOf(before, lead, { host, cli });
  const found = await everyCandidate({ last, before, previous, lead, command }, host, cli);
  return found
    .filter(({ word }) => word.startsWith(last))
    .map(({ word, about }) => ({ word, about: oneLine(about) }));
}

/** Letters and digits, and the signs that mean nothing to any shell; no dash at the beginning, where it makes an option. */
const plainWord = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.:/+-]*$/u;

/** Those candidates of a server or a file that stand for themselves in every shell. A word that would need quotes is not offered. */
export const plainWords = (candidates: readonly Candidate[]): Candidate[] =>
  candidates.filter(({ word }) => plainWord.test(word));

interface Line {
  readonly last: string;
  readonly before: readonly string[];
  readonly previous: string;
  readonly lead: readonly string[];
  readonly command: Command | undefined;
}

async function everyCandidate(
  { last, before, previous, lead, command }: Line,
  host: Host,
  cli: Cli,
): Promise<Candidate[]> {
  const option = previous.startsWith('--')
    ? command?.options.find(({ long }) => long === previous)
    : undefined;
  if (option && (option.required || option.optional)) return valuesOf(option, before, host);
  if (valuedOptions.has(previous)) return globalValues(previous, host);
  if (last.startsWith('-'))
    return (command?.options ?? [])
      .filter(({ hidden, negate }) => !hidden || negate)
      .map(optionCandidate);
  if (lead.length === 0) return topics(host, cli);
  if (lead.length === 1) return subcommands(command, lead[0] ?? '');
  return idsOf(lead, before, host);
}

/** A line that is not right yet has no command, and is no reason to say anything. */
async function commandOf(
  before: readonly string[],
  lead: readonly string[],
  { host, cli }: { host: Host; cli: Cli },
): Promise<Command | undefined> {
  try {
    let command: Command = await cli.build(lead, host);
    for (const word of wordPositions(before, 3).map((at) => before[at])) {
      command = command.commands.find((candidate) => candidate.name() === word) ?? command;
      await cli.fill(command);
    }
    return command;
  } catch {
    return undefined;
  }
}

const optionCandidate = (option: Option): Candidate => ({
  word: option.long ?? option.short ?? '',
  about: option.description,
});

async function topics(host: Host, { commands }: Cli): Promise<Candidate[]> {
  const aliases = await readConfigFile(configPath(host)).then(
    (config) =>
      Object.entries(config.aliases).map(([word, line]) => ({ word, about: `halo ${line}` })),
    () => [],
  );
  const own = commands
    .filter(({ hidden }) => !hidden)
    .map(({ name, summary }) => ({ word: name, about: summary }));
  return [
    ...own,
    ...plainWords(aliases),
    ...resourceNames.map((name) => ({
      word: toKebab(name),
      about: findResource(name)?.title ?? '',
    })),
  ];
}

function subcommands(command: Command | undefined, word: string): Candidate[] {
  if (word === 'describe' || word === 'open')
    return resourceNames.map((name) => ({
      word: toKebab(name),
      about: findResource(name)?.title ?? '',
    }));
  if (word === 'api')
    return allOperations().map(({ id, method, path }) => ({
      word: id,
      about: `${method} ${path}`,
    }));
  return (command?.commands ?? []).map((candidate) => ({
    word: candidate.name(),
    about: candidate.summary(),
  }));
}

/** Ids of the topic where one is wanted behind its verb. */
async function idsOf(
  [topic = '', verb = '']: readonly string[],
  before: readonly string[],
  host: Host,
): Promise<Candidate[]> {
  const resource = findResource(toCamel(topic === 'open' ? verb : topic));
  const takesId = topic === 'open' || !['list', 'create'].includes(verb);
  return resource && takesId ? plainWords(await recordsOf(resource, before, host)) : [];
}

/** Values of a flag: its choices, or the keys of the records that it refers to. */
export async function valuesOf(
  option: Option,
  before: readonly string[],
  host: Host,
): Promise<Candidate[]> {
  if (option.argChoices) return option.argChoices.map((word) => ({ word, about: '' }));
  const wire = wireOf(option);
  if (wire) {
    const { resource, name, type } = wire;
    const { referenceOf } = await import('halopsa-catalogue/references');
    const reference = wire.reference ?? referenceOf(resource, name, type);
    return reference ? plainWords(await referredRecords(reference, before, host)) : [];
  }
  return globalValues(option.long ?? '', host);
}

async function globalValues(flag: string, host: Host): Promise<Candidate[]> {
  if (flag !== '--profile') return [];
  const { profiles } = await readConfigFile(configPath(host));
  return plainWords(
    Object.entries(profiles).map(([word, { tenant_url = '' }]) => ({ word, about: tenant_url })),
  );
}
