import { InvalidArgumentError } from 'commander';
import type { Json } from 'halopsa-catalogue/types';
import { JsonFault, parseExactJson, strictJson } from 'halopsa-ground';
import { jsonOf } from '../output/answered.js';
import { isList, isRow, type Row, type Value } from '../output/json-value.js';
import { UsageError } from '../usage-error.js';
import type { FieldTypes } from './field-types.js';
import { flagParser } from './flag-value.js';
import { inexact } from './inexact.js';

const pair = /^([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*)(:?=)([\s\S]*)$/;

/** More entries than anybody types, and few enough that a slip of the finger does not fill the memory. */
const highestIndex = 999;

/** Whether a word of `--data` is `key=value` (a text) or `key:=json` (any JSON). */
export const isPair = (text: string): boolean => pair.test(text);

/** The record with one pair more; `a.b` and `a[0].b` reach into it. */
export function setPair(record: Row, text: string, types: FieldTypes): Row {
  const [, path = '', sign, value = ''] = pair.exec(text) ?? [];
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const type = steps.length === 1 ? types(path) : undefined;
  const [step = '', ...rest] = steps;
  const last = sign === ':=' ? json(path, value) : typed(path, value, type);
  return withField(record, step, setAt(record[step], rest, last));
}

function typed(path: string, value: string, type: string | undefined): Value {
  if (type === undefined) return value;
  if (type === 'bool') {
    if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
    throw new UsageError(
      `--data ${path} takes true or false, and it is "${value}". Nothing was sent.`,
    );
  }
  const parser = flagParser(type);
  if (!parser) return json(path, value);
  try {
    return parser.parse(value);
  } catch (cause) {
    if (!(cause instanceof InvalidArgumentError)) throw cause;
    throw new UsageError(`--data ${path}: ${cause.message} It is "${value}". Nothing was sent.`, {
      cause,
    });
  }
}

function json(path: string, value: string): Value {
  try {
    return jsonOf(parseExactJson(value, strictJson));
  } catch (cause) {
    if (cause instanceof JsonFault && cause.kind !== 'syntax')
      throw inexact(cause, `--data ${path}`);
    throw new UsageError(
      `--data ${path} takes JSON, and what is given cannot be parsed. Nothing was sent.`,
      {
        cause,
        nextStep: `A text is given with = and anything else with :=, for example ${path}="New" or ${path}:=[1,2].`,
      },
    );
  }
}

/** A copy of the value with another one at the end of the steps. */
function setAt(value: Value, steps: readonly string[], last: Value): Value {
  const [step, ...rest] = steps;
  if (step === undefined) return last;
  if (/^\d+$/.test(step)) {
    const at = Number(step);
    if (at > highestIndex)
      throw new UsageError(
        `--data counts entries up to ${highestIndex}, and ${at} is beyond. Nothing was sent.`,
      );
    const list: Value[] = isList(value) ? [...value] : [];
    list[at] = setAt(list[at], rest, last);
    // An entry that no pair has given yet is refused in the end: see `refuseGaps`.
    return Array.from(list) as Json[];
  }
  const inner = isRow(value) ? value : {};
  return withField(inner, step, setAt(inner[step], rest, last));
}

/** A copy of a record with another value in a field; a name such as __proto__ has to become a field like any other. */
const withField = (record: Row, field: string, value: Value): Row =>
  Object.fromEntries([
    ...Object.entries(record).filter(([name]) => name !== field),
    [field, value],
  ]);

/** Refuses a list with an entry that no pair gave: Halo would make an empty record of it. */
export function refuseGaps(value: Value, path = ''): void {
  if (value === undefined) {
    throw new UsageError(
      `--data gives an entry behind ${path}, and ${path} itself is missing. Nothing was sent.`,
      {
        nextStep: 'Entries are counted from 0, for example lines[0].price:=5.',
      },
    );
  }
  if (typeof value !== 'object' || value === null) return;
  const inner = Array.isArray(value) ? `${path}[` : path === '' ? '' : `${path}.`;
  for (const [name, entry] of Object.entries(value))
    refuseGaps(entry, `${inner}${name}${Array.isArray(value) ? ']' : ''}`);
}
