import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { JsonFault, parseExactJson, strictJson } from 'halopsa-ground';
import type { Host } from '../host.js';
import { jsonOf } from '../output/answered.js';
import { isList, isRow, type Row, type Value } from '../output/json-value.js';
import { UsageError } from '../usage-error.js';
import { isPair, refuseGaps, setPair } from './data-pair.js';
import type { FieldTypes } from './field-types.js';
import { inexact } from './inexact.js';

const noTypes: FieldTypes = () => undefined;

/** Reads the values of `--data`: JSON text, `@file`, `-` for the standard input, or pairs, merged in order. Throws a UsageError that names what is wrong. */
export async function readData(
  given: readonly string[],
  host: Host,
  types: FieldTypes = noTypes,
): Promise<Value> {
  let merged: Value;
  for (const argument of given) {
    if (isPair(argument)) merged = setPair(objectFor(merged), argument, types);
    else merged = merge(merged, await readJson(argument, host));
  }
  if (given.some(isPair)) refuseGaps(merged);
  return merged;
}

/** Reads `--data` where it has to be one record. */
export async function readRecord(
  given: readonly string[] | undefined,
  host: Host,
  types?: FieldTypes,
): Promise<Row> {
  const value = given === undefined ? {} : await readData(given, host, types);
  if (isRow(value)) return value;
  throw new UsageError(
    `--data has to be one JSON object here, and it is ${Array.isArray(value) ? 'an array' : 'a bare value'}.`,
    {
      nextStep: 'Send one record at a time.',
    },
  );
}

/** Reads `--data` where it may be one record or several. */
export async function readRecords(
  given: readonly string[] | undefined,
  host: Host,
  types?: FieldTypes,
): Promise<readonly Row[]> {
  const value = given === undefined ? {} : await readData(given, host, types);
  if (isRow(value)) return [value];
  if (isList(value) && value.every(isRow)) return value;
  throw new UsageError(
    `--data has to be a JSON object or an array of them, and it is ${Array.isArray(value) ? 'an array of something else' : 'a bare value'}.`,
  );
}

async function readJson(argument: string, host: Host): Promise<Value> {
  const source = await open(argument, host);
  try {
    return jsonOf(parseExactJson(source.text, strictJson));
  } catch (cause) {
    if (cause instanceof JsonFault && cause.kind !== 'syntax')
      throw inexact(cause, `--data ${source.name}`);
    throw new UsageError(`--data ${source.name} is not valid JSON: ${reason(cause)}.`, {
      cause,
      nextStep: `Give it like --data '{"name": "New team"}', as --data name="New team", or as --data @file.json; shells need the single quotes.`,
    });
  }
}

function merge(before: Value, next: Value): Value {
  if (before === undefined) return next;
  if (isRow(before) && isRow(next)) return { ...before, ...next };
  throw new UsageError(
    '--data is given more than once, and an array or a bare value cannot be merged. Nothing was sent.',
  );
}

function objectFor(merged: Value): Row {
  if (merged === undefined) return {};
  if (isRow(merged)) return merged;
  throw new UsageError(
    '--data gives an array or a bare value first, and a key for it then. Nothing was sent.',
  );
}

async function open(argument: string, host: Host): Promise<{ name: string; text: string }> {
  if (argument === '-')
    return {
      name: 'from the standard input',
      text: decoded(await buffer(host.stdin), 'from the standard input'),
    };
  if (!argument.startsWith('@')) return { name: 'as given', text: argument };
  const file = argument.slice(1);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new UsageError(
      `--data names the file ${file}, which cannot be read (${errorCode(cause)}).`,
      { cause },
    );
  });
  return { name: `in ${file}`, text: decoded(bytes, `in ${file}`) };
}

/** UTF-8, or UTF-16 with its mark, as PowerShell writes files. */
function decoded(bytes: Uint8Array, name: string): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError(`--data ${name} is not UTF-8. Nothing was sent.`, {
      cause,
      nextStep: 'Save the file as UTF-8.',
    });
  }
}

const errorCode = (cause: unknown): string =>
  (cause as NodeJS.ErrnoException).code ?? 'unknown reason';

/** What was typed may hold a secret, so only the kind of fault and its place are shown. */
function reason(cause: unknown): string {
  if (!(cause instanceof JsonFault)) return 'it cannot be parsed';
  return /too early|not closed/.test(cause.message)
    ? 'it ends too early'
    : `it cannot be parsed at line ${cause.line}, character ${cause.column}`;
}
