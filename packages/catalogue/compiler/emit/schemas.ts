import type { Source, SourceSchema } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits the fields of every schema as one JSON text; a row is `[name, wire name, "field:type,...", extras]`. */
export function emitSchemas(source: Source): string {
  const rows = source.schemas.map((schema) => [schema.name, schema.wire ?? 0, fieldText(schema), extras(schema)]);
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
  };
  return Object.keys(found).length > 0 ? found : 0;
}
