import type { Json } from 'halopsa-catalogue/types';
import { parseHaloDate } from 'halopsa-ground';
import type { Query } from '../http/query.js';
import { bareString } from '../http/refusal.js';
import type { HaloRecord, HaloValue, Test } from '../store/port.js';
import type { ResourceModel } from './contract.js';

type Operator = (held: string, wanted: string) => boolean;

const elements = (text: string): string[] => text.split(',').map((part) => part.trim());
const isIn: Operator = (held, wanted) => elements(wanted).includes(held);
const equals: Operator = (held, wanted) => held === wanted;
const contains: Operator = (held, wanted) => held.includes(wanted);
const compared =
  (test: (order: number) => boolean): Operator =>
  (held, wanted) =>
    held !== '' && test(compare(held, wanted));

/** Operators by the server's number; these are not those of rules and criteria. */
const OPERATORS: readonly Operator[] = [
  isIn,
  (held, wanted) => !isIn(held, wanted),
  equals,
  (held, wanted) => held !== wanted,
  contains,
  (held, wanted) => !contains(held, wanted),
  equals,
  compared((order) => order > 0),
  compared((order) => order >= 0),
  compared((order) => order < 0),
  compared((order) => order <= 0),
];

/** Numbers and dates by their value, all else as text. */
function compare(held: string, wanted: string): number {
  const [a, b] = [Number(held), Number(wanted)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  const [from, to] = [parseHaloDate(held), parseHaloDate(wanted)];
  if (from !== undefined && to !== undefined) return from - to;
  return held < wanted ? -1 : held > wanted ? 1 : 0;
}

/** The tests of `advanced_search`: rows of filter_name, filter_type and filter_value, which all have to hold. Any other text is ignored. */
export function advancedTests(query: Query, model: ResourceModel): Test[] {
  return rowsOf(query.text('advanced_search')).map((row) => {
    const field = fieldOf(String(row.filter_name ?? ''), model);
    const operator = OPERATORS[Number(row.filter_type)];
    if (field === undefined || !operator)
      throw bareString(`Invalid advanced search parameter ${String(row.filter_name ?? '')}`);
    const wanted = textOf(row.filter_value);
    return (record) => operator(textOf(record[field]), wanted);
  });
}

function rowsOf(text: string | undefined): readonly HaloRecord[] {
  if (text === undefined) return [];
  try {
    const rows: Json = JSON.parse(text);
    return Array.isArray(rows)
      ? rows.filter((row): row is HaloRecord => typeof row === 'object' && row !== null)
      : [];
  } catch {
    return [];
  }
}

/** The field that the server's own name means: a label is compared where there is one. */
function fieldOf(name: string, { schema }: ResourceModel): string | undefined {
  const wanted = name.toLowerCase();
  if (!schema) return wanted;
  return [`${wanted}_name`, wanted, `${wanted}_id`].find((field) => schema.fields.has(field));
}

const textOf = (value: HaloValue): string =>
  value === undefined || value === null ? '' : String(value).toLowerCase();
