/** The value at a path such as `summary`, `user.name` or `lines[0].price`; a field whose very name holds the dots wins. What a record can do is no field. */
export function fieldAt(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, path)) return (value as Readonly<Record<string, unknown>>)[path];
  let found: unknown = value;
  for (const step of stepsOf(path)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step))
      return undefined;
    found = (found as Readonly<Record<string, unknown>>)[step];
  }
  return found;
}

/** The steps of a path: `lines[0].price` is `lines`, `0`, `price`. */
export const stepsOf = (path: string): string[] =>
  path.split(/[.[\]]+/).filter((step) => step !== '');
