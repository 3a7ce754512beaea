import { parseType } from '../field-type.js';
import type { Source, SourceSchema } from '../source.js';
import { banner, property } from './banner.js';
import { docOf, fieldDocs } from './docs.js';

const scalarTypes: Record<string, string> = {
  int: 'number',
  long: 'number',
  double: 'number',
  bool: 'boolean',
  string: 'string',
  datetime: 'string',
  uuid: 'string',
  base64: 'string',
  any: 'unknown',
};

/** A catalogue type as TypeScript spells it. */
export function typeScriptType(text: string): string {
  const type = parseType(text);
  const base = type.mapOf
    ? `Record<string, ${typeScriptType(type.mapOf.base)}>`
    : (scalarTypes[type.base] ?? type.base);
  return `${base}${'[]'.repeat(type.arrays)}`;
}

/** Emits one interface for each schema. Only an id is certain to come; whatever is null is left out of an answer. */
export function emitRecordTypes(source: Source): string {
  const docs = fieldDocs(source);
  return `${banner}${source.schemas.map((schema) => emitSchema(schema, docs.get(schema.name) ?? {})).join('')}`;
}

function emitSchema(schema: SourceSchema, docs: Readonly<Record<string, string>>): string {
  const wire = schema.wire ? ` Halo's name for it: \`${schema.wire}\`.` : '';
  if (schema.enum)
    return `/** Enumeration \`${schema.wire ?? schema.name}\`. */\nexport type ${schema.name} = ${schema.enum.join(' | ')};\n`;
  const fields = Object.entries(schema.fields ?? {}).map(
    ([name, type]) => docOf(docs[name]) + emitField(name, type),
  );
  return `/** Schema \`${schema.name}\`, ${fields.length} fields.${wire} */\nexport interface ${schema.name} {\n${fields.join('')}}\n`;
}

function emitField(name: string, text: string): string {
  const type = parseType(text);
  if (name === 'id') return `  id: ${typeScriptType(text)};\n`;
  return `  ${property(name)}?: ${typeScriptType(text)}${type.nullable && type.base !== 'any' ? ' | null' : ''};\n`;
}
