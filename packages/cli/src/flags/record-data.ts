import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';
import { isPair, refuseGaps, setPair } from './data-pair.js';

/** Types of top-level fields by name, so that `key=5` becomes a number where the field is one. */
export type FieldTypes = (name: string) => string | undefined;

const noTypes: FieldTypes = () => undefined;

/** Reads the values of `--data`: JSON text, `@file`, `-` for the standard input, or pairs, merged in order. Throws a UsageError that names what is wrong. */
export async function readData(given: readonly string[], host: Host, types: FieldTypes = noTypes): Promise<unknown> {
  let merged: unknown;
  for (const argument of given) {
    if (isPair(argument)) merged = setPair(objectFor(merged), argument, types);
    else merged = merge(merged, await readJson(argument, host));
  }
  if (given.some(isPair)) refuseGaps(merged);
  return merged;
}

/** Reads `--data` where it has to be one record. */
export async function readRecord(given: readonly string[] | undefined, host: Host, types?: FieldTypes): Promise<Record<string, unknown>> {
  const value = given === undefined ? {} : await readData(given, host, types);
  if (isObject(value)) return value;
  throw new UsageError(`--data has to be one JSON object here, and it is ${Array.isArray(value) ? 'an array' : 'a bare value'}.`, {
    nextStep: 'Send one record at a time.',
  });
}

/** Reads `--data` where it may be one record or several. */
export async function readRecords(
  given: readonly string[] | undefined,
  host: Host,
  types?: FieldTypes,
): Promise<Record<string, unknown>[]> {
  const value = given === undefined ? {} : await readData(given, host, types);
  if (isObject(value)) return [value];
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new UsageError(
    `--data has to be a JSON object or an array of them, and it is ${Array.isArray(value) ? 'an array of something else' : 'a bare value'}.`,
  );
}

async function readJson(argument: string, host: Host): Promise<unknown> {
  const source = await open(argument, host);
  try {
    return JSON.parse(source.text);
  } catch (cause) {
    throw new UsageError(`--data ${source.name} is not valid JSON: ${reason(cause)}.`, {
      cause,
      nextStep: `Give it like --data '{"name": "New team"}', as --data name="New team", or as --data @file.json; shells need the single quotes.`,
    });
  }
}

function merge(before: unknown, next: unknown): unknown {
  if (before === undefined) return next;
  if (isObject(before) && isObject(next)) return { ...before, ...next };
  throw new UsageError('--data is given more than once, and an array or a bare value cannot be merged. Nothing was sent.');
}

function objectFor(merged: unknown): Record<string, unknown> {
  if (merged === undefined) return {};
  if (isObject(merged)) return merged;
  throw new UsageError('--data gives an array or a bare value first, and a key for it then. Nothing was sent.');
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

async function open(argument: string, host: Host): Promise<{ name: string; text: string }> {
  if (argument === '-') return { name: 'from the standard input', text: await text(host.stdin) };
  if (!argument.startsWith('@')) return { name: 'as given', text: argument };
  const file = argument.slice(1);
  try {
    return { name: `in ${file}`, text: (await readFile(file, 'utf8')).replace(/^\uFEFF/, '') };
  } catch (cause) {
    throw new UsageError(`--data names the file ${file}, which cannot be read (${errorCode(cause)}).`, { cause });
  }
}

const errorCode = (cause: unknown): string => (cause as NodeJS.ErrnoException).code ?? 'unknown reason';

/** V8 quotes the input in its message; what was typed may hold a secret, so only the kind of fault and its place are kept. */
function reason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  if (/end of JSON input|Unterminated/.test(message)) return 'it ends too early';
  return position === undefined ? 'it cannot be parsed' : `it cannot be parsed at character ${Number(position) + 1}`;
}
