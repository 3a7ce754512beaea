import type { Field } from 'halopsa';
import { type Fields, type FieldValue, isList, objectsIn } from '../fields.js';
import { readTruth } from '../mapping/convert.js';
import type { Draft } from '../mapping/field-path.js';
import { Problem } from '../mapping/problem.js';
import { type Form, fieldText, lookupOf, patternOf } from './form.js';

/** What a form has against a record: the field, and why. */
export interface FormProblem {
  /** As a mapping names it: `priority_id`, `customfields.CFOrderNumber`. */
  readonly field: string;
  readonly message: string;
}

/** Whose values a form keeps: records that are new have to bring the mandatory ones. */
export interface FormCheck {
  readonly isNew: boolean;
  /** Whether a field of a record is kept as a text, so that a value of a list is kept by its label. */
  readonly isText: (field: Field) => boolean;
}

const shownValues = 8;
const isUnset = (value: FieldValue): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === 0 ||
  (Array.isArray(value) && value.length === 0);

/** Holds a record against the form of its type; labels of listed values are replaced by what Halo keeps. */
export function checkForm(record: Draft, form: Form, check: FormCheck): FormProblem[] {
  const problems: FormProblem[] = [];
  for (const field of form.fields) {
    const place = placeOf(record, field);
    const value = place.get();
    const message = isUnset(value)
      ? missing(field, form, record, check)
      : wrong(value, field, form, { check, set: place.set });
    if (message !== undefined) problems.push({ field: place.path, message });
  }
  return problems;
}

/** Whether a record sets the field of this path. */
export function isSet(record: Fields, path: string): boolean {
  const [top = '', name] = path.split('.');
  return name === undefined
    ? top in record
    : objectsIn(record[top]).some((one) => one['name'] === name);
}

interface Place {
  readonly path: string;
  get(): FieldValue;
  set(value: FieldValue): void;
}

function placeOf(record: Draft, { name, isCustom }: Field): Place {
  if (!isCustom)
    return {
      path: name,
      get: () => record[name],
      set: (value) => {
        record[name] = value;
      },
    };
  const isOwn = (one: Fields): boolean => String(one['name']).toLowerCase() === name.toLowerCase();
  const all = (): readonly Fields[] => objectsIn(record['customfields']);
  return {
    path: `customfields.${name}`,
    get: () => all().find(isOwn)?.['value'],
    set: (value) => {
      const own = all().find(isOwn);
      record['customfields'] = all().map((one) => (one === own ? { ...one, value } : one));
    },
  };
}

/** Zero counts as unset (behaviour: tickets.mandatory-fields-joined), and `_novalidate` waives it. */
function missing(
  field: Field,
  form: Form,
  record: Draft,
  { isNew }: FormCheck,
): string | undefined {
  const place = placeOf(record, field);
  const emptied = !isNew && place.get() === null;
  if (field.required !== true || record['_novalidate'] === true || !(isNew || emptied))
    return undefined;
  return `${form.name} demands ${fieldText(field)}: fill it in${field.lookupValues ? `, with ${someOf(field)}` : ''}`;
}

function wrong(
  value: FieldValue,
  field: Field,
  form: Form,
  { check, set }: { check: FormCheck; set: (value: FieldValue) => void },
): string | undefined {
  if ((field.lookupValues ?? []).length > 0) return notListed(value, field, form, { check, set });
  if (typeof value !== 'string') return undefined;
  if (field.kind === 'checkbox') return unclear(value, set);
  const { characterLimit } = field;
  if (characterLimit !== undefined && value.length > characterLimit)
    return `${value.length} characters, and ${fieldText(field)} of ${form.name} takes ${characterLimit}: shorten it`;
  if (patternOf(field)?.test(value) === false)
    return `${JSON.stringify(value)} is not written as ${fieldText(field)} of ${form.name} demands: it has to match ${field.pattern}`;
  return undefined;
}

function unclear(value: string, set: (value: FieldValue) => void): string | undefined {
  const truth = readTruth(value);
  if (truth instanceof Problem) return truth.message;
  set(truth);
  return undefined;
}

function notListed(
  value: FieldValue,
  field: Field,
  form: Form,
  { check, set }: { check: FormCheck; set: (value: FieldValue) => void },
): string | undefined {
  const { lookupValues: values = [] } = field;
  const several = field.kind === 'multiselect';
  const given = isList(value) ? value : several ? String(value).split(',') : [value];
  const found = given.map((one) => lookupOf(values, one));
  const at = found.indexOf(undefined);
  if (at >= 0)
    return `${JSON.stringify(given[at])} is not a value of ${fieldText(field)} on ${form.name}: it takes ${someOf(field)}`;
  const [only] = found;
  if (only && !several && !isList(value)) set(check.isText(field) ? only.label : only.id);
  return undefined;
}

function someOf({ lookupValues = [] }: Field): string {
  const names = lookupValues.slice(0, shownValues).map(({ label }) => `"${label}"`);
  const more = lookupValues.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} others` : names.join(', ');
}
