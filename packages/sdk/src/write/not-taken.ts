import type { Field, Schema } from 'halopsa-catalogue/schemas';
import {
  type Fields,
  type FieldValue,
  fieldsOf,
  isEmptyValue,
  isPlainObject,
  type WireRecord,
} from '../codec/json-value.js';
import { isRehearsal } from '../codec/rehearsal.js';
import type { UnappliedField } from '../errors/list-and-write-errors.js';
import { sameValue } from './same-value.js';

/** What the answer to a write says of its fields. */
export interface Comparison {
  /** Fields whose value did not take, by name; of custom fields `customfields.<name or id>`. */
  readonly notTaken: Readonly<Record<string, UnappliedField>>;
  /** Fields that were given a value and that the answer does not carry, so that it says nothing of them. */
  readonly notCarried: readonly string[];
}

/**
 * Holds what was sent against what an answer, or a record read back, shows. Without a schema every name counts; with one those
 * that can be written and read.
 */
export function compareTaken(
  given: Readonly<WireRecord>,
  answer: Readonly<WireRecord>,
  schema: Schema | undefined,
): Comparison {
  const [sent, found] = [fieldsOf(given), fieldsOf(answer)];
  const notTaken: Record<string, UnappliedField> = {};
  const notCarried: string[] = [];
  if (isRehearsal(sent)) return { notTaken, notCarried };
  for (const [name, value] of Object.entries(sent).filter(isComparable(schema))) {
    const field = schema?.fields.get(name);
    if (name === 'customfields' && Array.isArray(found[name]))
      Object.assign(notTaken, lostCustomFields(value, found[name]));
    else if (name in found) {
      if (!sameValue(value, found[name], { ...field, owner: found.id }))
        notTaken[name] = { sent: value, found: found[name] };
    } else if (hasValue(name, value, field)) notCarried.push(name);
  }
  return { notTaken, notCarried };
}

/** Whether a field that was sent can be seen again: one that drives the request cannot. */
const isComparable =
  (schema: Schema | undefined) =>
  ([name, value]: readonly [name: string, value: FieldValue]): boolean =>
    value !== undefined &&
    name !== 'id' &&
    !name.startsWith('_') &&
    (!schema || schema.fields.get(name)?.set === 'writable');

/** Whether a field was given a value that an answer would show; of custom fields, one of them. */
const hasValue = (name: string, sent: FieldValue, field: Field | undefined): boolean =>
  name === 'customfields' && Array.isArray(sent)
    ? sent.some((one) => isPlainObject(one) && !isEmptyValue(one.value))
    : !sameValue(sent, undefined, field);

/** Each custom field is a field of its own. */
function lostCustomFields(sent: FieldValue, found: FieldValue): Record<string, UnappliedField> {
  if (!Array.isArray(sent) || !Array.isArray(found)) return {};
  const shown = found.filter(isPlainObject);
  const lost = sent.filter((field) => isPlainObject(field) && !isKept(field, shown));
  return Object.fromEntries(
    lost.map((field) => {
      const now = shown.find((one) => sameField(field, one));
      return [
        `customfields.${String(field.name ?? field.id)}`,
        { sent: field.value, found: now?.value },
      ];
    }),
  );
}

/** A field without a value may be left out. */
const isKept = (field: Fields, shown: readonly Fields[]): boolean =>
  isEmptyValue(field.value) && !shown.some((one) => sameField(field, one))
    ? true
    : sameValue([field], shown);

const sameField = (a: Fields, b: Fields): boolean =>
  a.id !== undefined
    ? String(a.id) === String(b.id)
    : String(a.name).toLowerCase() === String(b.name).toLowerCase();
