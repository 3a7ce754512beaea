import { parameters as text } from './generated/parameters.js';
import type { Operation } from './model.js';

/** How a query parameter acts beyond its type; what does not fit, the server ignores and answers with everything. */
export interface ParameterRule {
  /** Acts only together with one of these. */
  readonly with?: readonly string[];
  /** The value that goes with a partner that comes without this parameter. */
  readonly usual?: string;
  /**
   * The one form that acts: a date or date and time in ISO 8601, the name of a date of the records or of any of their fields, one value
   * alone, two booleans, or the rows of an advanced search in JSON.
   */
  readonly form?:
    | 'date'
    | 'date-field'
    | 'field'
    | 'single'
    | 'active-inactive'
    | 'advanced-search';
  /** Values that act beside the fields of the records: the server's own names of some. */
  readonly also?: readonly string[];
  /** The beginning of the period whose end this is. */
  readonly notBefore?: string;
  /** Those beside which it finds nothing. */
  readonly notWith?: readonly string[];
  /** The values that act. */
  readonly oneOf?: readonly string[];
  /** The greatest number that counts. */
  readonly most?: number;
}

interface Rules {
  readonly names: Readonly<Record<string, ParameterRule>>;
  readonly operations: Readonly<Record<string, Readonly<Record<string, ParameterRule>>>>;
  readonly scopes: Readonly<Record<string, readonly string[]>>;
}

const { names, operations, scopes } = JSON.parse(text) as Rules;

/** The parameters that a query lacks for others of it to act, with their usual values: `datesearch` for a `startdate`. */
export function usualPartners(
  operation: Operation,
  query: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const given = Object.keys(query).filter((name) => query[name] !== undefined);
  const lacking = given
    .flatMap((name) => findParameterRule(operation, name)?.with ?? [])
    .filter((name) => query[name] === undefined && name in operation.query);
  return Object.fromEntries(
    [...new Set(lacking)].flatMap((name) => {
      const usual = findParameterRule(operation, name)?.usual;
      return usual === undefined ? [] : [[name, usual]];
    }),
  );
}

/** The parameters of a list of which one has to narrow it, since the server leaves it empty otherwise; none where it does not. */
export const scopesOf = ({ id }: Operation): readonly string[] =>
  (Object.hasOwn(scopes, id) ? scopes[id] : undefined) ?? [];

/** How a query parameter of an operation acts beyond its type, or undefined where nothing is known of that. */
export function findParameterRule(
  { id, method }: Operation,
  name: string,
): ParameterRule | undefined {
  if (method !== 'GET') return undefined;
  const own = Object.hasOwn(operations, id) ? operations[id] : undefined;
  const common = Object.hasOwn(names, name) ? names[name] : undefined;
  return own && Object.hasOwn(own, name) ? { ...common, ...own[name] } : common;
}
