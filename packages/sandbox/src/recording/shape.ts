import type { Json } from 'halopsa-catalogue/types';

/** Which kinds of values a JSON value has at each place; places of arrays are joined. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the shape of a JSON value: `$.tickets[].id` is a number. */
export function shapeOf(value: Json | undefined): Shape {
  const shape = new Map<string, Set<string>>();
  collect(value, '$', shape);
  return shape;
}

function collect(value: Json | undefined, path: string, shape: Map<string, Set<string>>): void {
  const kinds = shape.get(path) ?? new Set();
  shape.set(path, kinds.add(kindOf(value)));
  if (Array.isArray(value)) for (const member of value) collect(member, `${path}[]`, shape);
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) collect(member, `${path}.${name}`, shape);
}

function kindOf(value: Json | undefined): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
