import type { Operation, Resource } from 'halopsa-catalogue';
import { nameParametersOf } from 'halopsa-catalogue/names';
import { nearestName } from 'halopsa-ground';
import { HaloUsageError } from '../errors/usage-error.js';
import { badDate, checkRules, isDate } from './parameter-rules.js';
import type { Query, QueryValue } from './query.js';
import { shown } from './shown.js';

const pagingNames = ['pageinate', 'page_size', 'page_no'];

/** The parameters that an operation takes: the contract's, those that the server demands besides, and a list's paging. */
export function knownParameters(operation: Operation, resource: Resource): readonly string[] {
  return [...new Set([...Object.keys(operation.query), ...knownBeyond(operation, resource)])];
}

function knownBeyond(operation: Operation, resource: Resource): readonly string[] {
  const needs = resource.needs[operation.verb as 'list' | 'get' | 'delete'] ?? [];
  return operation.verb === 'list' && resource.paging !== 'none'
    ? [...needs, ...pagingNames]
    : needs;
}

/** Whether a name is among `knownParameters`, without listing them: this is asked for every page of every list. */
function isKnown(name: string, operation: Operation, resource: Resource): boolean {
  return Object.hasOwn(operation.query, name) || knownBeyond(operation, resource).includes(name);
}

/**
 * Holds a query against the catalogue. A parameter that it does not know is refused with the nearest name that it does know,
 * since Halo ignores it and answers with everything (behaviour: list.unknown-parameters-ignored).
 */
export function checkQuery(operation: Operation, resource: Resource, query: Query): void {
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (!operation.partial && !isKnown(name, operation, resource))
      throw unknownParameter(name, operation, knownParameters(operation, resource));
    checkValue(name, value, operation);
  }
  checkRules(operation, resource, query);
}

function unknownParameter(
  name: string,
  operation: Operation,
  known: readonly string[],
): HaloUsageError {
  const near = nearestName(name, known);
  const suggestion = near
    ? `did you mean ${near}?`
    : known.length > 0
      ? `it takes ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', ...' : ''}`
      : 'it takes none';
  return new HaloUsageError(
    `${operation.id} has no parameter ${name}: ${suggestion}`,
    'Halo would ignore it and answer with everything, so nothing was sent. Give it under extraQuery if you are sure of it.',
  );
}

function checkValue(name: string, value: QueryValue, operation: Operation): void {
  if (value === undefined || value === null) return;
  const type = operation.query[name];
  demandValue(`${operation.id}: ${name}`, value);
  const expected =
    Array.isArray(value) && isScalar(type) ? 'one value' : expectedInstead(value, type);
  if (expected !== undefined)
    throw new HaloUsageError(
      `${operation.id}: ${name} takes ${expected}, not ${shown(value)}`,
      `${nameHint(operation, name)}Nothing was sent.`,
    );
  if (type === 'datetime' && value !== '' && !isDate(value)) throw badDate(operation, name, value);
}

/** A name has a parameter of its own. */
function nameHint(operation: Operation, name: string): string {
  const word = name.replace(/_id$/, '');
  return word !== name && nameParametersOf(operation).has(word) ? `Give a name as ${word}. ` : '';
}

/** What a parameter of this type takes, where the value is something else. */
function expectedInstead(value: QueryValue, type: string | undefined): string | undefined {
  const kind = type === undefined ? undefined : kinds[type];
  return kind && !kind.test(value) ? kind.expected : undefined;
}

const isWhole = (value: QueryValue): boolean => /^-?\d+$/.test(String(value));
const isNumber = (value: QueryValue): boolean =>
  String(value).trim() !== '' && Number.isFinite(Number(value));
const isTruth = (value: QueryValue): boolean => /^(true|false)$/i.test(String(value));
const isWholeNumbers = (value: QueryValue): boolean =>
  (Array.isArray(value) ? value : String(value).split(',')).every((part) =>
    /^-?\d*$/.test(String(part ?? 'null').trim()),
  );

/** Types of parameters, with what their values have to be. */
const kinds: Readonly<Record<string, { test: (value: QueryValue) => boolean; expected: string }>> =
  {
    bool: { test: isTruth, expected: 'true or false' },
    int: { test: isWhole, expected: 'a whole number' },
    long: { test: isWhole, expected: 'a whole number' },
    double: { test: isNumber, expected: 'a number' },
    'int[]': { test: isWholeNumbers, expected: 'whole numbers, several with commas between them' },
  };

const isScalar = (type: string | undefined): boolean =>
  type !== undefined && type !== 'string' && !type.endsWith('[]');

/** Refuses what would stand in the address as `[object Object]`, `NaN` or a function's source. */
export function demandValue(what: string, value: unknown): void {
  const isValue = (one: unknown): boolean =>
    typeof one === 'string' || typeof one === 'boolean' || Number.isFinite(one);
  const isDated = value instanceof Date && !Number.isNaN(value.getTime());
  if (
    value === null ||
    value === undefined ||
    isValue(value) ||
    isDated ||
    (Array.isArray(value) && value.every(isValue))
  )
    return;
  const expected = 'a text, a number, true or false, a valid date, or a list of texts and numbers';
  throw new HaloUsageError(`${what} takes ${expected}, not ${shown(value)}`, 'Nothing was sent.');
}
