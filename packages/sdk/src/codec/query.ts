/** A value that a query parameter can take; undefined leaves the parameter out. */
export type QueryValue =
  | string
  | number
  | boolean
  | Date
  | readonly (string | number)[]
  | null
  | undefined;

/** Query parameters by their wire names. */
export type Query = Readonly<Record<string, QueryValue>>;

/** Writes a query string, without checking any name. */
export function encodePairs(query: Query): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) pairs.append(name, encodeValue(value));
  }
  return pairs.toString();
}

/** Booleans are the words true and false, lists are joined by commas, times are UTC with a Z and whole seconds unless they have fractions. */
function encodeValue(value: Exclude<QueryValue, undefined>): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  return Array.isArray(value) ? value.join(',') : String(value);
}
