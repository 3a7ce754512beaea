import type { Json, JsonObject } from 'halopsa-catalogue/types';

/** What a field of a record holds; undefined where the record leaves it out. */
export type FieldValue = Json | undefined;

/** A record, or a part of one, by the names of its fields. */
export type Fields = JsonObject;

export const isList = (value: FieldValue): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: FieldValue): value is Fields =>
  typeof value === 'object' && value !== null && !isList(value);

/** The records in a list, such as custom fields; none where the value is not a list. */
export const objectsIn = (value: FieldValue): readonly Fields[] =>
  isList(value) ? value.filter(isObject) : [];
