import { isList, isRow, type Value } from './json-value.js';
/** The value at a path such as `summary`, `user.name` or `lines[0].price`; a field whose very name holds the dots wins. What a record can do is no field. */
export function fieldAt(value: Value, path: string): Value {
  if (isRow(value) && Object.hasOwn(value, path)) return value[path];
  if (typeof value !== 'object' || value === null) return undefined;
  return stepsOf(path).reduce(stepInto, value as Value);
}

/** What stands under a name of a record, or at a place of a list. */
function stepInto(value: Value, step: string): Value {
  if (isList(value)) {
    if (step === 'length') return value.length;
    return Object.hasOwn(value, step) ? value[Number(step)] : undefined;
  }
  return isRow(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** The steps of a path: `lines[0].price` is `lines`, `0`, `price`. */
export const stepsOf = (path: string): string[] =>
  path.split(/[.[\]]+/).filter((step) => step !== '');
