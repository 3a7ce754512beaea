import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';

/** Reads the value of `--data`: JSON text, `@file`, or `-` for the standard input. Throws a UsageError that names what is wrong. */
export async function readData(argument: string, host: Host): Promise<unknown> {
  const source = await open(argument, host);
  try {
    return JSON.parse(source.text);
  } catch (cause) {
    throw new UsageError(`--data ${source.name} is not valid JSON: ${reason(cause)}.`, {
      cause,
      nextStep: `Give it like --data '{"name": "New team"}', or as --data @file.json; shells need the single quotes.`,
    });
  }
}

/** Reads `--data` where it has to be one record. */
export async function readRecord(argument: string | undefined, host: Host): Promise<Record<string, unknown>> {
  if (argument === undefined) return {};
  const value = await readData(argument, host);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new UsageError(`--data has to be one JSON object here, and it is ${Array.isArray(value) ? 'an array' : 'a bare value'}.`, {
    nextStep: 'Send one record at a time, or post an array with "halo request POST <path> --data ...".',
  });
}

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
