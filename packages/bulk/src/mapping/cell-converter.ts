import { type Scope, scopeText } from 'halopsa-catalogue/names';
import type { Reference } from 'halopsa-catalogue/references';
import { type Fields, type FieldValue, isObject } from '../fields.js';
import type { Converter } from './convert.js';
import type { ColumnRule, Transform } from './map-file.js';
import { own } from './own.js';
import { Problem } from './problem.js';
import type { References } from './references.js';

/** A cell that names a record by a field of its own; it is never an id, even if it looks like one. */
export const naming =
  (reference: Reference, references: References): Converter =>
  (cell, scope) =>
    references.resolve(reference, String(cell), scope);

interface Referring {
  readonly reference: Reference;
  readonly references: References;
  /** The field whose column may hold names that are numbers; undefined for a column that is called what the field is called. */
  readonly mayBeNamed: string | undefined;
}

/** A cell that holds the id of a record or a name of it. */
export function referring(
  base: Converter,
  { reference, references, mayBeNamed: field }: Referring,
): Converter {
  return (cell, scope) => {
    const value = base(cell);
    if (field !== undefined && typeof value === 'number' && value > 0)
      return references.numberOrName({ reference, field, cell: String(cell).trim() }, value, scope);
    // What looks like a number is a mistyped number, not a name.
    const isName =
      value instanceof Problem && typeof cell === 'string' && !/^[+-]?[\d.,]+$/.test(cell);
    return isName ? references.resolve(reference, cell, scope) : value;
  };
}

interface Decoration {
  readonly rule: ColumnRule;
  readonly values: Fields;
  /** Whether an answer may be one for each text that narrows a name down. */
  readonly isScoped: boolean;
}

/** A converter with what a rule does to the cell before: answers for its values, splitting, and changes of the text. */
export function decorate(convert: Converter, { rule, values, isScoped }: Decoration): Converter {
  const { split, transforms = [], unlisted } = rule;
  const hasValues = Object.keys(values).length > 0;
  if (!hasValues && split === undefined && transforms.length === 0 && unlisted === undefined)
    return convert;
  return (cell, scope) => {
    const given = hasValues ? own(values, String(cell)) : undefined;
    const answer = isScoped ? answerFor(given, scope) : given;
    if (answer !== undefined && answer !== null) return answer;
    if (unlisted !== undefined) return new Problem(`"${String(cell)}" ${unlisted}`);
    return convert(typeof cell === 'string' ? prepared(cell, rule) : cell, scope);
  };
}

/** A text as a rule changes it, or the parts that it splits it into. */
function prepared(cell: string, { split, transforms }: ColumnRule): string | string[] {
  const text = transforms?.reduce(transformed, cell) ?? cell;
  return split === undefined ? text : text.split(split).map((part) => part.trim());
}

/** The answer for a name: one for all rows, or one for each text that narrows it down. */
const answerFor = (given: FieldValue, scope: Scope | undefined): FieldValue =>
  isObject(given) ? scope && own(given, scopeText(scope)) : given;

function transformed(text: string, transform: Transform): string {
  if (transform === 'trim') return text.trim();
  if (transform === 'upper') return text.toUpperCase();
  return transform === 'lower' ? text.toLowerCase() : text;
}
