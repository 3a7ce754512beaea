import type { Source, SourceSchema, SourceSet } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits the fields of every schema as one JSON text; a row is `[name, wire name, "field:type,...", extras]`. */
export function emitSchemas(source: Source): string {
  const rows = source.schemas.map((schema) => [
    schema.name,
    schema.wire ?? 0,
    fieldText(schema),
    extras(schema),
  ]);
  return `${banner}export const schemas: string =\n  ${quote(JSON.stringify(rows))};\n`;
}

const fieldText = (schema: SourceSchema): string =>
  Object.entries(schema.fields ?? {})
    .map(([name, type]) => `${name}:${type}`)
    .join(',');

function extras(schema: SourceSchema): object | 0 {
  const found = {
    ...(schema.enum && { enum: schema.enum }),
    ...(schema.required && { required: schema.required }),
    ...(schema.readonly && { readonly: schema.readonly }),
    ...(schema.maxLength && { maxLength: schema.maxLength }),
    ...(schema.partial && { partial: true }),
    ...setBy(schema, 'computed'),
    ...setBy(schema, 'createOnly'),
    ...setBy(schema, 'writeOnly'),
    ...nones(schema),
    ...marked(schema, 'days', 'day'),
    ...marked(schema, 'renewed', 'renewed'),
    ...(schema.hints && {
      hints: Object.entries(schema.hints)
        .map(([word, field]) => `${word}>${field}`)
        .join(','),
    }),
  };
  return Object.keys(found).length > 0 ? found : 0;
}

/** The fields that are set in one way, each followed by what to write in its place; a name with an underscore is write-only unless it stands elsewhere. */
function setBy({ marks = {} }: SourceSchema, set: SourceSet): Partial<Record<SourceSet, string>> {
  const names = Object.entries(marks)
    .filter(([name, mark]) => mark.set === set && !(set === 'writeOnly' && name.startsWith('_')))
    .map(([name, { instead }]) => (instead === undefined ? name : `${name}>${instead}`));
  return names.length > 0 ? { [set]: names.join(',') } : {};
}

/** The fields that have a mark, by the name of their list: moments of which Halo keeps the day alone, ids that an update may renew. */
function marked(
  { marks = {} }: SourceSchema,
  list: 'days' | 'renewed',
  mark: 'day' | 'renewed',
): { days?: string[]; renewed?: string[] } {
  const names = Object.keys(marks).filter((name) => marks[name]?.[mark]);
  return names.length > 0 ? { [list]: names } : {};
}

/** The fields in which a number besides 0 and -1 stands for none. */
function nones({ marks = {} }: SourceSchema): { none?: string } {
  const pairs = Object.entries(marks).flatMap(([name, { none }]) =>
    none === undefined ? [] : [`${name}>${none}`],
  );
  return pairs.length > 0 ? { none: pairs.join(',') } : {};
}
