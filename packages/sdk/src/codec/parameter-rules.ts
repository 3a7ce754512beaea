import type { Operation, Resource } from 'halopsa-catalogue';
import { findParameterRule, type ParameterRule } from 'halopsa-catalogue/parameter-rules';
import { type Field, findSchema } from 'halopsa-catalogue/schemas';
import { isIsoDate, nearestName, parseHaloDate } from 'halopsa-ground';
import { HaloUsageError } from '../errors/usage-error.js';
import type { Query, QueryValue } from './query.js';
import { shown } from './shown.js';

/** Refuses a parameter that the server would ignore as it is given: alone, in another form, empty, or beyond what counts. */
export function checkRules(operation: Operation, resource: Resource, query: Query): void {
  if (operation.method !== 'GET') return;
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (isEmpty(value))
      throw ignored(operation, name, 'is empty', 'Leave it out, or give it a value.');
    const rule = findParameterRule(operation, name);
    if (!rule) continue;
    checkRule(operation, { name, value, rule }, query);
    if (isFieldName(rule) && !rule.oneOf)
      checkFieldName(operation, resource, { name, value, rule });
  }
}

interface Ruled {
  readonly name: string;
  readonly value: QueryValue;
  readonly rule: ParameterRule;
}

function checkRule(operation: Operation, { name, value, rule }: Ruled, query: Query): void {
  const partners = rule.with?.filter((partner) => partner in operation.query) ?? [];
  if (
    partners.length > 0 &&
    value !== false &&
    partners.every((partner) => isMissing(query[partner]))
  )
    throw ignored(
      operation,
      name,
      `acts only together with ${partners.join(' or ')}`,
      exampleOf(name, partners),
    );
  if (Array.isArray(value) && rule.form !== 'active-inactive')
    throw ignored(operation, name, `takes one value, not ${shown(value)}`, 'Ask once for each.');
  checkForm(operation, { name, value, rule });
  checkContradictions(operation, { name, value, rule }, query);
  if (rule.oneOf && !rule.oneOf.includes(String(value)))
    throw ignored(
      operation,
      name,
      `takes one of ${rule.oneOf.join(', ')}, not ${shown(value)}`,
      '',
    );
  if (rule.most !== undefined && Number(value) > rule.most)
    throw ignored(
      operation,
      name,
      `counts up to ${rule.most}, not ${shown(value)}`,
      'Read the whole list, with a limit where you want fewer rows.',
    );
}

/** A value of the wrong form is ignored, or finds nothing. */
function checkForm(operation: Operation, { name, value, rule }: Ruled): void {
  if (rule.form === 'date' && !isDate(value)) throw badDate(operation, name, value);
  if (rule.form === 'active-inactive' && !/^(true|false),(true|false)$/i.test(String(value)))
    throw ignored(
      operation,
      name,
      `takes two booleans for active and inactive, not ${shown(value)}`,
      'For example true,false.',
    );
  if (rule.form === 'advanced-search') checkAdvancedSearch(operation, name, value);
}

/** Two parameters that exclude each other find nothing, which would be taken for an answer. */
function checkContradictions({ id }: Operation, { name, value, rule }: Ruled, query: Query): void {
  const other = rule.notWith?.find((one) => isTrue(query[one]));
  if (other !== undefined && isTrue(value))
    throw new HaloUsageError(
      `${id}: ${name} goes without ${other}: no record is both`,
      'Leave one of them out. Nothing was sent.',
    );
  const start = rule.notBefore === undefined ? undefined : query[rule.notBefore];
  if (!isBefore(value, start)) return;
  throw new HaloUsageError(
    `${id}: ${name} ${shown(value)} is before ${rule.notBefore} ${shown(start)}, so no record is in between`,
    'Exchange the two dates. Nothing was sent.',
  );
}

const isFieldName = ({ form }: ParameterRule): boolean => form === 'date-field' || form === 'field';

/**
 * A name that no field of the records has sorts by nothing; one that no date of them has bounds nothing, or leaves nothing. Either would
 * be taken for an answer.
 */
function checkFieldName(
  operation: Operation,
  { row, schema }: Resource,
  { name, value, rule: { form, also = [] } }: Ruled,
): void {
  const schemas = [row, schema].flatMap((one) => findSchema(one ?? '') ?? []);
  const isDated = form === 'date-field';
  const fits = ({ type }: Field): boolean => !isDated || type === 'datetime';
  // Every page of a list names its field, mostly as the schema spells it.
  const exact = schemas.map(({ fields }) => fields.get(String(value)));
  if (exact.some((field) => field && fits(field))) return;
  const fields = schemas.flatMap((one) => [...one.fields.values()]).filter(fits);
  const names = [...new Set(fields.map((field) => field.name)), ...also];
  const given = String(value).toLowerCase();
  if (fields.length === 0 || names.some((one) => one.toLowerCase() === given)) return;
  const near = nearestName(given, names);
  throw new HaloUsageError(
    `${operation.id}: ${name} takes a ${isDated ? 'date' : 'field'} of the records, and ${shown(value)} is none${near ? `: did you mean ${near}?` : ''}`,
    'Nothing was sent. Give it under extraQuery if you are sure of it.',
  );
}

const isTrue = (value: QueryValue): boolean => /^true$/i.test(String(value));

/** Whether a moment is certainly before another one: two days are compared as days. */
function isBefore(end: QueryValue, start: QueryValue): boolean {
  if (start === undefined || !isDate(end) || !isDate(start)) return false;
  const [last, first] = [isoText(end), isoText(start)];
  const onlyDays = Math.min(last.length, first.length) <= day.length;
  return onlyDays
    ? last.slice(0, day.length) < first.slice(0, day.length)
    : momentOf(last) < momentOf(first);
}

const day = '2026-11-29';
const isoText = (value: QueryValue): string =>
  value instanceof Date ? value.toISOString() : String(value);

const momentOf = (text: string): number => parseHaloDate(text) ?? Number.NaN;

const isMissing = (value: QueryValue): boolean =>
  value === undefined || value === false || isEmpty(value);
const isEmpty = (value: QueryValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether a value is a date that the server reads: whatever is not in ISO 8601, it does not. */
export const isDate = (value: QueryValue): boolean =>
  value instanceof Date
    ? !Number.isNaN(value.getTime())
    : typeof value === 'string' && isIsoDate(value);

/** The error of a date that the server would not read. */
export function badDate(operation: Operation, name: string, value: QueryValue): HaloUsageError {
  return ignored(
    operation,
    name,
    `takes a date such as 2026-11-29 or 2026-11-29T08:30:00Z, not ${shown(value)}`,
    '',
  );
}

/** Operators of an advanced search (behaviour: list.advanced-search): 2 equals, 4 contains, 7 to 10 greater and less. */
const operators = 10;

function checkAdvancedSearch(operation: Operation, name: string, value: QueryValue): void {
  if (isAdvancedSearch(String(value))) return;
  throw ignored(
    operation,
    name,
    `takes a JSON array of objects with filter_name, filter_type (a number from 0 to ${operators}) and filter_value, not ${shown(value)}`,
    'For example [{"filter_name":"name","filter_type":4,"filter_value":"Contoso"}]; 2 is equal, 4 contains.',
  );
}

function isAdvancedSearch(text: string): boolean {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) && rows.length > 0 && rows.every(isFilter);
  } catch {
    return false;
  }
}

function isFilter(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const {
    filter_name: name,
    filter_type: type,
    filter_value: value,
  } = row as Record<string, unknown>;
  const code = Number(type);
  return (
    typeof name === 'string' &&
    name !== '' &&
    type !== '' &&
    Number.isInteger(code) &&
    code >= 0 &&
    code <= operators &&
    value !== undefined
  );
}

function exampleOf(name: string, partners: readonly string[]): string {
  return name === 'startdate' || name === 'enddate'
    ? 'Name the date that it bounds, for example datesearch=dateoccurred.'
    : `Give ${partners.join(' or ')} as well, or leave ${name} out.`;
}

function ignored({ id }: Operation, name: string, what: string, advice: string): HaloUsageError {
  const effect = 'Halo would ignore it and answer with everything, so nothing was sent.';
  return new HaloUsageError(`${id}: ${name} ${what}`, [effect, advice].filter(Boolean).join(' '));
}
