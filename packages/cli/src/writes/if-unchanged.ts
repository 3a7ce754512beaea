import { readFile } from 'node:fs/promises';
import type { Resource } from 'halopsa-catalogue';
import type { ErrorCode } from 'halopsa-catalogue/errors';
import { readAgain } from 'halopsa-catalogue/next-steps';
import { type OptionSpec, option, several } from '../core/inputs.js';
import { nearest } from '../nearest.js';
import { jsonOf } from '../output/answered.js';
import type { Value } from '../output/json-value.js';
import { isRow, type Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';

/** The option that guards a write against what others changed meanwhile. */
export const ifUnchangedOption: OptionSpec<readonly string[] | undefined> = option(
  '--if-unchanged <field=value>',
  'write only if the field still has this value; @file compares a record that was saved; may be repeated',
  { parse: several, group: 'Input options:' },
);

/** The record was changed by somebody else since it was read. Nothing was sent. */
export class ChangedMeanwhile extends Error {
  override readonly name: string = 'ChangedMeanwhile';
  readonly code: ErrorCode = 'cli/changed';
  readonly nextStep: string = readAgain;
}

/** What the fields are expected to hold, by name. */
export async function readExpected(given: readonly string[]): Promise<Row> {
  const parts = await Promise.all(
    given.map((text) => (text.startsWith('@') ? readSaved(text.slice(1)) : pairOf(text))),
  );
  return Object.assign({}, ...parts) as Row;
}

/** Throws ChangedMeanwhile where a field of the record is not as expected. */
export function demandUnchanged(record: Row, expected: Row, what: string): void {
  const changed = Object.entries(expected).filter(([name, value]) => !isSame(record[name], value));
  if (changed.length === 0) return;
  const told = changed
    .slice(0, 3)
    .map(([name, value]) => `${name} is ${show(record[name])} and not ${show(value)}`);
  throw new ChangedMeanwhile(
    `${what} has changed: ${told.join('; ')}${changed.length > 3 ? '; ...' : ''}. Nothing was sent.`,
  );
}

function pairOf(text: string): Row {
  const at = text.indexOf('=');
  if (at > 0) return { [text.slice(0, at)]: text.slice(at + 1) };
  throw new UsageError(
    `--if-unchanged takes field=value or @file, and it is "${text}". Nothing was sent.`,
  );
}

async function readSaved(path: string): Promise<Row> {
  try {
    const saved = jsonOf(JSON.parse(await readFile(path, 'utf8')));
    if (isRow(saved)) return saved;
  } catch (cause) {
    throw new UsageError(
      `--if-unchanged names the file ${path}, which cannot be read as JSON. Nothing was sent.`,
      { cause },
    );
  }
  throw new UsageError(
    `--if-unchanged names the file ${path}, which holds no record. Nothing was sent.`,
  );
}

/** Throws a UsageError for a field that neither the record nor its kind has: a mistyped one that is expected to be empty would guard nothing. */
export async function refuseUnknownFields(
  expected: Row,
  record: Row,
  { schema, singular }: Resource,
): Promise<void> {
  const { findSchema } = await import('halopsa-catalogue/schemas');
  const known = [
    ...Object.keys(record),
    ...((schema === undefined ? undefined : findSchema(schema))?.fields.keys() ?? []),
  ];
  const unknown = Object.keys(expected).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  throw new UsageError(
    `--if-unchanged names the field "${unknown}", which a ${singular} does not have.${meant ? ` Did you mean "${meant}"?` : ''} Nothing was sent.`,
  );
}

/** What is typed is text, and what the server has may be a number; an absent field and an empty one are the same. */
const isSame = (found: Value, expected: Value): boolean => plain(found) === plain(expected);
const plain = (value: Value): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
const show = (value: Value): string => `"${plain(value).slice(0, 40)}"`;
