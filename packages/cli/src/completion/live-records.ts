import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Resource, resourceNamed } from 'halopsa-catalogue';
import { canBeMeant, namingOf, type Reference } from 'halopsa-catalogue/references';
import { oneLine } from 'halopsa-ground';
import { makeFolder, readState, replaceFile } from 'halopsa-ground/node';
import { findSettings } from '../config/resolve-settings.js';
import { connect } from '../connection/open-client.js';
import { cachePath } from '../connection/state-keys.js';
import { readGlobals } from '../globals.js';
import type { Host } from '../host.js';
import { rowOf } from '../output/answered.js';
import type { Row } from '../output/printer.js';
import { addSettingOptions, addSharedOptions } from '../shared-options.js';
import { wordPositions } from '../words.js';
import type { Candidate } from './candidate.js';

const keptMs = 10 * 60_000;
/** Somebody has pressed Tab and waits. */
const patienceMs = 3_000;
const mostIds = 100;

/** Which records are offered: those of a reference, by the field that is referred to. */
type Wanted = Pick<Reference, 'resource' | 'key' | 'names' | 'label' | 'query' | 'only'>;

/** The records of a resource by their ids, as the tenant has them now or had them some minutes ago. */
export function recordsOf(
  { attribute }: Resource,
  before: readonly string[],
  host: Host,
): Promise<Candidate[]> {
  const { names, label } = namingOf(attribute);
  return referredRecords({ resource: attribute, key: 'id', names, label }, before, host);
}

/** The records that a field can refer to, by what it holds of them; none where their list cannot be asked for without more. */
export async function referredRecords(
  wanted: Wanted,
  before: readonly string[],
  host: Host,
): Promise<Candidate[]> {
  const { operations, needs } = resourceNamed(wanted.resource);
  const query = operations['list']?.query ?? {};
  if (needs.list?.some((name) => !(name in (wanted.query ?? {})))) return [];
  const globals = readGlobals(settingsOf(before));
  const { settings } = await findSettings(globals, host);
  const path = join(cachePath(host, settings), fileNameOf(wanted));
  const kept = globals.sandbox ? undefined : await readKept(path);
  if (kept) return kept;
  const { client, close } = await connect(globals, host, () => undefined);
  try {
    const signal = AbortSignal.any([host.signal, AbortSignal.timeout(patienceMs)]);
    const size = 'page_size' in query ? { page_size: mostIds } : {};
    const page = await client
      .resource(wanted.resource)
      .list({ ...size, ...wanted.query }, { signal });
    const rows = page.items.filter((row) => canBeMeant(row, wanted));
    const candidates = rows
      .map((row) => candidateOf(rowOf(row), wanted))
      .filter(({ word }) => word !== '');
    makeFolder(cachePath(host, settings), 0o700);
    replaceFile(path, JSON.stringify(candidates));
    return candidates;
  } finally {
    await close();
  }
}

/** Other keys and other records of a resource are kept in files of their own. */
const fileNameOf = ({ resource, key, query = {}, only = {} }: Wanted): string =>
  `${[resource, key, ...Object.entries({ ...query, ...only }).flat()].join('.')}.json`;

function candidateOf(row: Row, { key, names, label }: Wanted): Candidate {
  const shown = [...names, ...(label === undefined ? [] : [label])]
    .map((name) => row[name])
    .find((value) => value !== undefined);
  return { word: String(row[key] ?? ''), about: oneLine(String(shown ?? '')).slice(0, 60) };
}

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
  const name = at < 0 ? undefined : behind[at + 1];
  const profile = name === undefined ? [] : ['--profile', name];
  // Behind the topic --client-id and its like belong to the record.
  return line.parse(
    [...before.slice(0, topic), ...profile, ...(behind.includes('--sandbox') ? ['--sandbox'] : [])],
    { from: 'user' },
  );
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
  Array.isArray(value) &&
  value.every((one) => typeof one?.word === 'string' && typeof one.about === 'string')
    ? value
    : undefined;
