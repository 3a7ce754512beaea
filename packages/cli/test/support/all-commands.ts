import { allResources } from 'halopsa-catalogue';
import type { Host } from '../../src/host.js';
import type { Entry } from '../../src/reference/command-facts.js';
import { commandEntries } from '../../src/reference/reference-pages.js';
import { cli } from '../../src/run.js';

/** Our own commands with what stands below them; the one that answers shells is not for people. */
export async function ownEntries(host: Host): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { name, hidden } of cli.commands) if (!hidden) entries.push(...(await commandEntries(name, host, cli)));
  return entries;
}

/** Every verb of every topic. */
export async function topicEntries(host: Host): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { topic } of allResources()) entries.push(...(await commandEntries(topic, host, cli)));
  return entries;
}
