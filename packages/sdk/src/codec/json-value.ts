/** A record as it stands on the wire. */
export type WireRecord = Record<string, unknown>;

/** A value of a record: what JSON carries, and a moment, which is written as text. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | readonly FieldValue[]
  | Fields;

/** The fields of a record that is sent or was answered. */
export interface Fields {
  readonly [name: string]: FieldValue;
}

/** The fields of a record that somebody else gave: what it is written as was held to be JSON, or came as JSON. */
export const fieldsOf = (record: Readonly<WireRecord>): Fields => record as Fields;

/** Whether a value of a body or an answer is an object with members, as JSON has them: no array, no date, no null. */
export const isPlainObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Whether a value stands for nothing: null, an empty text or an empty list. */
export const isEmptyValue = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** A text that is not empty, or undefined. */
export const textOf = (value: FieldValue): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
