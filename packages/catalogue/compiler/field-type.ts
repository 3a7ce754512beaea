/** Types that the contract spells as a word of its own. */
export const scalars: readonly string[] = [
  'int',
  'long',
  'double',
  'bool',
  'string',
  'datetime',
  'uuid',
  'base64',
  'any',
];

/** A catalogue type taken apart, for example `Ticket[]?` or `map<string>?`. */
export interface FieldType {
  readonly base: string;
  readonly arrays: number;
  readonly nullable: boolean;
  /** The value type of a map, where the base is one. */
  readonly mapOf: FieldType | undefined;
}

/** Takes a catalogue type apart. */
export function parseType(text: string): FieldType {
  const nullable = text.endsWith('?');
  let rest = nullable ? text.slice(0, -1) : text;
  let arrays = 0;
  while (rest.endsWith('[]')) {
    arrays += 1;
    rest = rest.slice(0, -2);
  }
  const map = /^map<(.+)>$/.exec(rest);
  return {
    base: map ? 'map' : rest,
    arrays,
    nullable,
    mapOf: map?.[1] ? parseType(map[1]) : undefined,
  };
}

/** The innermost named type, with arrays, maps and nullability taken off. */
export function innerType(text: string): string {
  const type = parseType(text);
  if (!type.mapOf) return type.base;
  return innerType(`${type.mapOf.base}`);
}

/** Puts another innermost type in place of the one there. */
export function replaceInner(text: string, inner: string, replacement: string): string {
  return text.replace(new RegExp(`(?<![A-Za-z0-9_])${inner}(?![A-Za-z0-9_])`), replacement);
}
