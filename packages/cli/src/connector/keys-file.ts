import { readFile } from 'node:fs/promises';
import type { Json } from 'halopsa-catalogue/types';
import type { ServiceKey, Toolset } from 'halopsa-connector';
import { jsonOf } from '../output/answered.js';
import { isList, isRow, type Value } from '../output/json-value.js';
import { UsageError } from '../usage-error.js';

const members = ['name', 'sha256', 'toolsets', 'writes', 'deletes'];

/** Reads the keys of the service; `readOnly` takes writing and deleting from all of them. Throws a UsageError that names the entry. */
export async function readKeys(
  file: string,
  { readOnly }: { readonly readOnly: boolean },
): Promise<ServiceKey[]> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new UsageError(`${file} cannot be read: ${cause.message}`, {
      cause,
      nextStep: 'Nothing was started.',
    });
  });
  const { parse } = await import('yaml');
  const { toolsets } = await import('halopsa-connector');
  const entries = listOf(parseWith(parse, text, file), file);
  const keys = entries.map((entry, index) =>
    readKey(entry, { place: `${file}, key ${index + 1}`, toolsets, readOnly }),
  );
  const names = keys.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw wrong(file, `the name ${twice} stands twice`);
  return keys;
}

const wrong = (place: string, what: string): UsageError =>
  new UsageError(`${place}: ${what}. Nothing was started.`, {
    nextStep:
      'A key has name, sha256 ("halo connector key" makes it), toolsets, writes and deletes.',
  });

function parseWith(parse: (text: string) => unknown, text: string, file: string): Value {
  try {
    return jsonOf(parse(text));
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    throw wrong(file, reason.replace(/[.:]$/, ''));
  }
}

function listOf(value: Value, file: string): readonly Json[] {
  const keys = isRow(value) ? value['keys'] : undefined;
  if (!isList(keys) || keys.length === 0) throw wrong(file, 'it has no list named keys');
  return keys;
}

interface Reading {
  readonly place: string;
  readonly toolsets: readonly Toolset[];
  readonly readOnly: boolean;
}

function readKey(entry: Json, { place, toolsets: known, readOnly }: Reading): ServiceKey {
  if (!isRow(entry)) throw wrong(place, 'it is not a mapping');
  const strange = Object.keys(entry).find((member) => !members.includes(member));
  if (strange !== undefined) throw wrong(place, `unknown member ${strange}`);
  const { name, sha256, toolsets = known, writes = false, deletes = false } = entry;
  if (typeof name !== 'string' || name === '') throw wrong(place, 'it has no name');
  if (typeof writes !== 'boolean' || typeof deletes !== 'boolean')
    throw wrong(place, 'writes and deletes are true or false');
  return {
    name,
    hash: readHash(sha256, place),
    toolsets: readToolsets(toolsets, known, place),
    writes: writes && !readOnly,
    deletes: deletes && !readOnly,
  };
}

function readHash(value: Value, place: string): string {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase();
  throw wrong(place, 'sha256 has 64 hexadecimal digits');
}

function readToolsets(value: Value, known: readonly Toolset[], place: string): readonly Toolset[] {
  const named = isList(value) ? value : [];
  const found = known.filter((toolset) => named.includes(toolset));
  if (isList(value) && named.every((name) => found.some((toolset) => toolset === name)))
    return found;
  throw wrong(place, `toolsets is a list of ${known.join(', ')}`);
}
