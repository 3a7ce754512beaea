import type { Command } from 'commander';
import { findResource, toCamel, toKebab } from 'halopsa-catalogue';
import { everydayResources } from 'halopsa-catalogue/details';
import type { Cli } from '../core/cli.js';
import type { Host } from '../host.js';
import { rootExamples } from '../root-help.js';
import { resourceOfTopic } from '../topics/resource-of-topic.js';
import { verbsOf } from '../topics/verbs.js';
import type { Entry } from './command-facts.js';
import { manPage } from './man-page.js';
import { markdownPage } from './markdown-page.js';

/** One page of the manual. */
export interface ReferencePage {
  readonly file: string;
  readonly text: string;
}

/** What pages are wanted; no topics means the common ones. */
export interface Wanted {
  readonly topics: readonly string[];
  readonly format: 'markdown' | 'man';
}

/** The pages of the manual: one for the program, one for each command of ours, one for each topic. */
export async function referencePages(
  { topics, format }: Wanted,
  host: Host,
  cli: Cli,
): Promise<ReferencePage[]> {
  const page = format === 'man' ? manPage : markdownPage;
  const name = (words: string): string =>
    format === 'man'
      ? `${['halo', ...words.split(' ')].filter(Boolean).join('-')}.1`
      : `${words || 'halo'}.md`;
  const wanted = topics.length > 0 ? topics : everydayResources.map(toKebab);
  const shown = [
    '',
    ...cli.commands.filter(({ hidden }) => !hidden).map((own) => own.name),
    ...wanted,
  ];
  const pages: ReferencePage[] = [];
  for (const words of shown)
    pages.push({ file: name(words), text: page(words, await commandEntries(words, host, cli)) });
  return pages;
}

/** The commands that begin with this word: of the program itself, of a command of ours or of a topic. */
export async function commandEntries(word: string, host: Host, cli: Cli): Promise<Entry[]> {
  if (word === '')
    return [{ words: '', command: await cli.build([], host), examples: rootExamples }];
  if (!cli.commands.some(({ name }) => name === word)) return topicEntries(word, host, cli);
  return ownEntries(word, child(await cli.build([word], host), word), cli);
}

/** A command of ours and all below it. */
async function ownEntries(words: string, command: Command, cli: Cli): Promise<Entry[]> {
  const entries = [{ words, command, examples: await cli.fill(command) }];
  for (const below of command.commands)
    entries.push(...(await ownEntries(`${words} ${below.name()}`, below, cli)));
  return entries;
}

async function topicEntries(topic: string, host: Host, cli: Cli): Promise<Entry[]> {
  const resource = findResource(toCamel(topic)) ?? resourceOfTopic(topic);
  const entries: Entry[] = [];
  for (const { name } of verbsOf(resource)) {
    const program = await cli.build([resource.topic, name], host);
    const command = child(child(program, resource.topic), name);
    entries.push({
      words: `${resource.topic} ${name}`,
      command,
      examples: await cli.fill(command),
    });
  }
  return entries;
}

function child(parent: Command, name: string): Command {
  const found = parent.commands.find((command) => command.name() === name);
  if (!found) throw new Error(`${parent.name()} has no command ${name}`);
  return found;
}
