const longest = 80;

/** Any value as a message shows it: short, and without failing whatever it is. JSON would write NaN and Infinity as null. */
export function shown(value: unknown): string {
  if (typeof value === 'number' || value === undefined)
    return String(Object.is(value, -0) ? '-0' : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  const text = textOf(value);
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? kindOf(value);
  } catch {
    return kindOf(value);
  }
}

/** The class of an object, as the platform tells it: `Object`, `Map`, `Promise`. */
export const tagOf = (value: object): string =>
  Object.prototype.toString.call(value).slice('[object '.length, -1);

/** What kind of value this is, in words. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const tag = tagOf(value);
  return tag === 'Object' ? 'an object' : `${/^[AEIOU]/.test(tag) ? 'an' : 'a'} ${tag}`;
}
