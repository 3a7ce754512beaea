import { HaloUsageError } from '../errors/usage-error.js';
import { kindOf, shown, tagOf } from './shown.js';

/** What one argument of a method has to be; those with a question mark may be left out. */
type Kind =
  | 'record'
  | 'records'
  | 'some'
  | 'query'
  | 'options'
  | 'text'
  | 'texts'
  | 'id'
  | 'owner'
  | 'truth'
  | 'file';

interface Demand {
  readonly test: (value: unknown) => boolean;
  /** What is expected, as the end of a sentence. */
  readonly expected: string;
}

/** An object with fields, and none of the platform's own kinds: a Map or a Promise has none that could be sent. */
export const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && tagOf(value) === 'Object';

const isText = (value: unknown): boolean => typeof value === 'string';
const isId = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

const demands: Readonly<Record<Kind, Demand>> = {
  record: {
    test: isFields,
    expected: "an object with a record's fields, for example { id: 1, name: 'x' }",
  },
  records: {
    test: Array.isArray,
    expected: 'a list of records, for example [{ id: 1 }, { id: 2 }]',
  },
  some: {
    test: (value) => isFields(value) || Array.isArray(value),
    expected: 'a record, or a list of records',
  },
  query: { test: isFields, expected: 'an object with parameters, for example { client_id: 12 }' },
  options: { test: isFields, expected: 'an object with options, for example { timeoutMs: 5000 }' },
  text: { test: isText, expected: 'a text' },
  texts: {
    test: (value) => Array.isArray(value) && value.every(isText),
    expected: "a list of names, for example ['name']",
  },
  id: { test: isId, expected: 'an id' },
  owner: { test: (value) => isId(value) || isFields(value), expected: 'an id, or a record' },
  truth: { test: (value) => typeof value === 'boolean', expected: 'true or false' },
  file: {
    test: (value) => isText(value) || (typeof value === 'object' && value !== null),
    expected: 'the path of a file, or its bytes',
  },
};

/**
 * Holds the arguments of a method at run time, for callers whom no compiler tells. `kinds` names what each has to be, in order:
 * `record options?` takes a record and, where they are given, options.
 */
export function demandArguments(what: string, kinds: string, given: readonly unknown[]): void {
  for (const [at, kind] of kinds.split(' ').entries()) {
    const name = kind.replace('?', '') as Kind;
    const value = given[at];
    if (value === undefined && kind.endsWith('?')) continue;
    if (!demands[name].test(value)) throw wrong(what, demands[name].expected, value);
    demandInner(what, name, value);
  }
}

function demandInner(what: string, kind: Kind, value: unknown): void {
  if (kind === 'options') demandMembers(what, value as Readonly<Record<string, unknown>>);
  else if ((kind === 'records' || kind === 'some') && Array.isArray(value))
    demandRecords(what, value);
}

function demandRecords(what: string, records: readonly unknown[]): void {
  // A list may have gaps, which `findIndex` visits.
  const odd = records.findIndex((record) => !isFields(record));
  if (odd >= 0) throw wrong(`${what} record ${odd + 1}`, demands.record.expected, records[odd]);
}

const isSignal = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as AbortSignal).addEventListener === 'function' &&
  'aborted' in value;
const isHeaders = (value: unknown): boolean =>
  isFields(value) && Object.values(value).every((one) => !(one instanceof Object));
const isFunction: Demand = { test: (value) => typeof value === 'function', expected: 'a function' };
const isObject: Demand = { test: isFields, expected: 'an object' };

const members: Readonly<Record<string, Demand>> = {
  signal: { test: isSignal, expected: 'an AbortSignal' },
  headers: { test: isHeaders, expected: 'an object with texts' },
  timeoutMs: {
    test: (value) => typeof value === 'number' && value > 0,
    expected: 'a number of milliseconds above 0',
  },
  lane: {
    test: (value) => value === 'interactive' || value === 'bulk',
    expected: 'interactive or bulk',
  },
  matchBy: demands.texts,
  params: isObject,
  query: isObject,
  where: isObject,
  extraQuery: isObject,
  extraFields: isObject,
  onPage: isFunction,
  onBatch: isFunction,
};

/** Options that every method, or several, take; a null counts as left out. */
function demandMembers(what: string, options: Readonly<Record<string, unknown>>): void {
  for (const [name, demand] of Object.entries(members)) {
    const value = options[name];
    if (value !== undefined && value !== null && !demand.test(value))
      throw wrong(`${what}: ${name}`, demand.expected, value);
  }
}

const wrong = (what: string, expected: string, value: unknown): HaloUsageError =>
  new HaloUsageError(
    `${what} takes ${expected}, not ${typeof value === 'number' ? shown(value) : kindOf(value)}`,
    'Nothing was sent.',
  );
