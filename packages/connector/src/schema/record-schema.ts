import { type Field, findSchema } from 'halopsa-catalogue/schemas';
import { wordsOfSchemaField } from 'halopsa-catalogue/words';
import { nestedFields } from '../actions/nested-fields.js';
import type { JsonSchema, ObjectSchema } from '../json.js';
import { typeSchema } from './type-schema.js';

/**
 * A record as it may be written: every field that the catalogue knows and that is not Halo's own, and any other besides. Where an
 * id decides whether a record is made or changed, it is there or left out: an empty one would make a record in place of changing one.
 */
export function writableRecord(name: string, byId: boolean): ObjectSchema {
  const fields = [...(findSchema(name)?.fields.values() ?? [])].filter(
    ({ set }) => set !== 'computed',
  );
  const schemaOf = ({ name: field, type }: Field): JsonSchema => ({
    ...described(typeSchema(type, !(byId && field === 'id')), wordsOfSchemaField(name, field)),
  });
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])),
  };
}

/** A schema with the words of what it is about, where there are any. */
export const described = (schema: JsonSchema, description: string | undefined): JsonSchema =>
  description === undefined ? schema : { ...schema, description };

/** A record as it is read, with every field that the catalogue knows. */
export function readableRecord(name: string): ObjectSchema {
  const fields = [...(findSchema(name)?.fields.values() ?? [])];
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field.name, typeSchema(field.type, true)]),
    ),
  };
}

/** The fields named of a record and no others; a name that the catalogue lacks is an error of the action's author. */
export function pickedRecord(
  schemas: readonly (string | undefined)[],
  names: readonly string[],
): ObjectSchema {
  const known = schemas.flatMap((name) => (name === undefined ? [] : (findSchema(name) ?? [])));
  const properties = names.map((name) => {
    const field = known.flatMap((schema) => schema.fields.get(name) ?? [])[0];
    if (!field) throw new RangeError(`no field ${name} in ${schemas.join(', ')}`);
    return [name, pickedField(field)] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}

function pickedField(field: Field): JsonSchema {
  const isList = field.type.endsWith('[]');
  const name = isList ? field.type.slice(0, -2) : field.type;
  const fields = nestedFields[name];
  if (!fields) return typeSchema(field.type, true);
  const record = pickedRecord([name], fields);
  return isList
    ? { type: ['array', 'null'], items: record }
    : { ...record, type: ['object', 'null'] };
}
