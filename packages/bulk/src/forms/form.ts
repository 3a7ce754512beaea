import type { Field, LookupValue } from 'halopsa';
import type { Resource } from 'halopsa-catalogue';
import { detailsOf, type TypeForm as TypeFormFact } from 'halopsa-catalogue/details';
import { referenceOf } from 'halopsa-catalogue/references';
import type { FieldValue } from '../fields.js';

/** The form of one type of records: what a new record of it needs, and the values that its fields take. */
export interface Form {
  readonly type: number;
  readonly name: string;
  readonly fields: readonly Field[];
}

/** Where the form of a record's type is found, and the resource of the types. */
export interface TypeForm extends TypeFormFact {
  readonly types: string;
}

/** Where the forms of a resource's types are found; undefined where its types have none. */
export function typeFormOf({ attribute }: Resource): TypeForm | undefined {
  const { typeForm } = detailsOf(attribute);
  if (!typeForm) return undefined;
  const types = referenceOf(attribute, typeForm.field)?.resource;
  return types === undefined ? undefined : { ...typeForm, types };
}

/** The value of a list that an id or a label stands for; undefined if it is neither. */
export function lookupOf(
  values: readonly LookupValue[],
  given: FieldValue,
): LookupValue | undefined {
  const text = String(given).trim();
  return (
    values.find(({ id }) => String(id) === text) ??
    values.find(({ label }) => label.trim().toLowerCase() === text.toLowerCase())
  );
}

/** A pattern of Halo's as a regular expression; undefined where it is written in a way that is not understood here. */
export function patternOf(field: Pick<Field, 'pattern'>): RegExp | undefined {
  try {
    return field.pattern === undefined ? undefined : new RegExp(field.pattern);
  } catch {
    return undefined;
  }
}

/** A field in words: its label, and its name where that differs. */
export const fieldText = ({ label, name }: Pick<Field, 'label' | 'name'>): string =>
  label === name ? name : `${label} (${name})`;
