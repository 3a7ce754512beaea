import type { Command } from 'commander';
import { findResource, toCamel, toKebab } from 'halopsa-catalogue';
import { ownCommands } from '../commands/own-commands.js';
import { namedColumns } from '../data/columns.js';
import type { Host } from '../host.js';
import { buildProgram } from '../program.js';
import { resourceOfTopic } from '../topics/resource-of-topic.js';
import { verbsOf } from '../topics/verbs.js';
import { manPage } from './man-page.js';
import { markdownPage } from './markdown-page.js';

/** One page of the manual. */
export interface ReferencePage {
  readonly file: string;
  readonly text: string;
}

/** One command with its words, as a page tells of it. */
export interface Entry {
  /** Without `halo`, for example `tickets list`; empty for the program. */
  readonly words: string;
  readonly command: Command;
}

/** What pages are wanted; no topics means those of every day. */
export interface Wanted {
  readonly topics: readonly string[];
  readonly format: 'markdown' | 'man';
}

/** The pages of the manual: one for the program, one for each command of ours, one for each topic. */
export async function referencePages({ topics, format }: Wanted, host: Host): Promise<ReferencePage[]> {
  const page = format === 'man' ? manPage : markdownPage;
  const name = (words: string): string =>
    format === 'man' ? `${['halo', ...words.split(' ')].filter(Boolean).join('-')}.1` : `${words || 'halo'}.md`;
  const wanted = topics.length > 0 ? topics : Object.keys(namedColumns).map(toKebab);
  const shown = ['', ...ownCommands.filter(({ hidden }) => !hidden).map((own) => own.name), ...wanted];
  const pages: ReferencePage[] = [];
  for (const words of shown) pages.push({ file: name(words), text: page(words, await commandEntries(words, host)) });
  return pages;
}

/** The commands that begin with this word: of the program itself, of a command of ours or of a topic. */
export async function commandEntries(word: string, host: Host): Promise<Entry[]> {
  if (word === '') return [{ words: '', command: await buildProgram([], host) }];
  if (!ownCommands.some(({ name }) => name === word)) return topicEntries(word, host);
  return entriesBelow({ words: word, command: child(await buildProgram([word], host), word) });
}

const entriesBelow = (entry: Entry): Entry[] => [
  entry,
  ...entry.command.commands.flatMap((inner) => entriesBelow({ words: `${entry.words} ${inner.name()}`, command: inner })),
];

async function topicEntries(topic: string, host: Host): Promise<Entry[]> {
  const resource = findResource(toCamel(topic)) ?? resourceOfTopic(topic);
  const entries: Entry[] = [];
  for (const { name } of verbsOf(resource)) {
    const program = await buildProgram([resource.topic, name], host);
    entries.push({ words: `${resource.topic} ${name}`, command: child(child(program, resource.topic), name) });
  }
  return entries;
}

const child = (parent: Command, name: string): Command => parent.commands.find((command) => command.name() === name)!;
