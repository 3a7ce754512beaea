import type { Operation } from 'halopsa-catalogue';
import type { Query } from '../http/query.js';
import type { HaloValue, Test } from '../store/port.js';
import { activityPredicate } from './activity-filter.js';
import type { Context, ResourceModel } from './contract.js';
import { datePredicate } from './date-filter.js';
import { searchTests } from './search.js';

/** The tests that a list's query asks for; parameters without a meaning are ignored, as the real server does. */
export function listPredicates(
  operation: Operation,
  query: Query,
  model: ResourceModel,
  context: Context,
): Test[] {
  const scopes = model.every('scope').map((scope) => scope(query, context));
  const own = Object.assign({}, ...model.every('filters')) as NonNullable<
    ReturnType<typeof model.rule<'filters'>>
  >;
  const declared = declaredNames(operation, query);
  const asked = declared.map(([name, type]) => {
    const value = query.text(name);
    if (value === undefined) return undefined;
    // Names come from the caller, so that only own members count.
    const rule = Object.hasOwn(own, name) ? own[name] : undefined;
    return rule ? rule(value, query, context) : fieldPredicate(name, type, value, model);
  });
  const dates = operation.query.datesearch === undefined ? undefined : datePredicate(query);
  const further = model.every('tests').flatMap((tests) => tests(operation, query, model));
  return [
    ...scopes,
    ...asked,
    ...searchTests(query, model),
    ...further,
    dates,
    activityPredicate(operation, query, model),
  ].filter((test) => test !== undefined);
}

/** The parameters of a query that the operation declares, in its own spelling; all of them where the contract is not known. */
function declaredNames(operation: Operation, query: Query): [name: string, type: string][] {
  const given = new Set(query.names());
  const declared = Object.entries(operation.query).filter(([name]) =>
    given.has(name.toLowerCase()),
  );
  if (!operation.partial) return declared;
  return [
    ...declared,
    ...[...given]
      .filter((name) => operation.query[name] === undefined)
      .map((name): [string, string] => [name, 'string']),
  ];
}

/** The test of a parameter that is named as a field (or as a field without its `_id`), or undefined where no field fits. */
function fieldPredicate(
  name: string,
  type: string,
  value: string,
  model: ResourceModel,
): Test | undefined {
  const list = type.endsWith('[]');
  // Without a known schema every parameter that ends in `_id` is taken for a field.
  if (!model.schema)
    return /(^|_)id$/.test(name) ? numberPredicate(name, value.split(',')) : undefined;
  const candidates = list
    ? [`${name}_id`, name.replace(/_ids$/, '_id'), name]
    : [name, `${name}_id`];
  const fields = model.schema.fields;
  const field = candidates
    .map((candidate) => fields.get(candidate))
    .find((found) => found !== undefined);
  if (field === undefined) return undefined;
  if (field.type === 'bool') return booleanPredicate(field.name, value);
  if (NUMERIC.has(field.type)) return numberPredicate(field.name, value.split(','));
  return field.type === 'string' || field.type === 'uuid'
    ? textPredicate(field.name, list ? value.split(',') : [value])
    : undefined;
}

const NUMERIC: ReadonlySet<string> = new Set(['int', 'long', 'double', 'float', 'decimal']);

function booleanPredicate(field: string, value: string): Test | undefined {
  const wanted = /^(true|1)$/i.test(value) ? true : /^(false|0)$/i.test(value) ? false : undefined;
  return wanted === undefined
    ? undefined
    : { field, accepts: (held) => (held === true) === wanted };
}

/** The test that a number is one of a list. */
export function numberPredicate(field: string, parts: readonly string[]): Test | undefined {
  const wanted = new Set<HaloValue>(
    parts.map((part) => Number(part.trim())).filter((number) => !Number.isNaN(number)),
  );
  return wanted.size === 0 ? undefined : { field, accepts: (held) => wanted.has(held) };
}

function textPredicate(field: string, parts: readonly string[]): Test {
  const wanted = new Set(parts.map((part) => part.trim().toLowerCase()));
  return { field, accepts: (held) => wanted.has(String(held ?? '').toLowerCase()) };
}
