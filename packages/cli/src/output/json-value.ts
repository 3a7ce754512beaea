import type { Json, JsonObject } from 'halopsa-catalogue/types';

/** A value of JSON; undefined where there is none. */
export type Value = Json | undefined;

/** A record as it came from the server. */
export type Row = JsonObject;

/** Whether a value is a list. */
export const isList = (value: Value): value is readonly Json[] => Array.isArray(value);

/** Whether a value is a record: an object that is no array. */
export const isRow = (value: Value): value is Row =>
  typeof value === 'object' && value !== null && !isList(value);

/** Whether a value is a list of records. */
export const isRows = (value: Value): value is readonly Row[] =>
  isList(value) && value.length > 0 && value.every(isRow);
