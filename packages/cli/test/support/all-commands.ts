import { allResources } from 'halopsa-catalogue';
import { ownCommands } from '../../src/commands/own-commands.js';
import type { Host } from '../../src/host.js';
import { commandEntries, type Entry } from '../../src/reference/reference-pages.js';

/** Our own commands with what stands below them; the one that answers shells is not for people. */
export async function ownEntries(host: Host): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { name, hidden } of ownCommands) if (!hidden) entries.push(...(await commandEntries(name, host)));
  return entries;
}

/** Every verb of every topic. */
export async function topicEntries(host: Host): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { topic } of allResources()) entries.push(...(await commandEntries(topic, host)));
  return entries;
}
