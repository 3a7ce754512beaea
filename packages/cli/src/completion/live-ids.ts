import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Resource } from 'halopsa-catalogue';
import { oneLine } from 'halopsa-ground';
import { makeFolder, readState, replaceFile } from 'halopsa-ground/node';
import { findSettings } from '../config/resolve-settings.js';
import { connect } from '../connection/open-client.js';
import { cachePath } from '../connection/state-keys.js';
import { readGlobals } from '../globals.js';
import type { Host } from '../host.js';
import type { Row } from '../output/printer.js';
import { addSettingOptions, addSharedOptions } from '../shared-options.js';
import { wordPositions } from '../words.js';
import type { Candidate } from './candidate.js';

const keptMs = 10 * 60_000;
/** Somebody has pressed Tab and waits. */
const patienceMs = 3_000;
const mostIds = 100;

/** Ids of a resource with their names, as the tenant has them now or had them some minutes ago. */
export async function liveIds(resource: Resource, before: readonly string[], host: Host): Promise<Candidate[]> {
  const globals = readGlobals(settingsOf(before));
  const { settings } = await findSettings(globals, host);
  const path = join(cachePath(host, settings), `${resource.attribute}.json`);
  const kept = globals.sandbox ? undefined : await readKept(path);
  if (kept) return kept;
  const { client, close } = await connect(globals, host, () => undefined);
  try {
    const signal = AbortSignal.any([host.signal, AbortSignal.timeout(patienceMs)]);
    const page = await client.resource(resource.attribute).list(pageOf(resource), { signal });
    const candidates = page.items.map((row) => candidateOf(row)).filter(({ word }) => word !== '');
    makeFolder(cachePath(host, settings), 0o700);
    replaceFile(path, JSON.stringify(candidates));
    return candidates;
  } finally {
    await close();
  }
}

const pageOf = ({ operations }: Resource): Record<string, number> =>
  'page_size' in (operations['list']?.query ?? {}) ? { page_size: mostIds } : {};

const candidateOf = (row: Row): Candidate => ({
  word: String(row['id'] ?? ''),
  about: oneLine(String(row['name'] ?? row['summary'] ?? row['value'] ?? row['inventory_number'] ?? '')).slice(0, 60),
});

/** The global options of a half-typed line, as far as it goes. */
function settingsOf(before: readonly string[]): Command {
  const line = addSharedOptions(addSettingOptions(new Command()));
  line
    .allowUnknownOption()
    .allowExcessArguments()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const topic = wordPositions(before, 1)[0] ?? before.length;
  const behind = before.slice(topic);
  const at = behind.indexOf('--profile');
  const profile = at >= 0 && behind[at + 1] !== undefined ? ['--profile', behind[at + 1]!] : [];
  // Behind the topic --client-id and its like belong to the record.
  return line.parse([...before.slice(0, topic), ...profile, ...(behind.includes('--sandbox') ? ['--sandbox'] : [])], { from: 'user' });
}

async function readKept(path: string): Promise<Candidate[] | undefined> {
  try {
    if (Date.now() - (await stat(path)).mtimeMs > keptMs) return undefined;
    return readState(path, candidatesOf);
  } catch {
    return undefined;
  }
}

const candidatesOf = (value: unknown): Candidate[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one?.word === 'string' && typeof one.about === 'string') ? value : undefined;
