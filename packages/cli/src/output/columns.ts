import { isList, type Value } from './json-value.js';
import { isRow, type Row } from './printer.js';

const most = 7;
const identity = /^(id|guid|_?key|code)$/;
const title =
  /^(name|summary|subject|title|label|text|value|description|reference|ref|filename|url)$/;
const related =
  /_name$|^(type|status|email|emailaddress|amount|total|count|date|datetime|timestamp)$|date$/;
const rank = (name: string): number =>
  [identity, title, related].findIndex((kind) => kind.test(name));

/** The columns of a table: the preferred ones that the rows carry, or by the generic rule identity, title, related names and dates. */
export function chooseColumns(
  rows: readonly Row[],
  preferred: readonly string[] | undefined,
): readonly string[] {
  const filled = new Set(
    rows.flatMap((row) => Object.keys(row).filter((name) => hasText(row[name]))),
  );
  const wanted = preferred?.filter((name) => filled.has(name)) ?? [];
  if (wanted.length > 0) return withoutDoubleIds(wanted);
  const scalars = [...filled].filter((name) => rows.every((row) => isScalar(row[name])));
  const known = scalars.filter((name) => rank(name) >= 0).sort((a, b) => rank(a) - rank(b));
  const chosen = known.length > 0 ? known : scalars.filter((name) => !name.startsWith('_'));
  return (chosen.length > 0 ? chosen : [...filled]).slice(0, most);
}

/** The fields to show of one record: the preferred ones first, then everything else that is filled in. */
export function recordFields(record: Row, only?: readonly string[]): readonly string[] {
  const filled = Object.keys(record).filter((name) => hasText(record[name]));
  const chosen = only?.filter((name) => filled.includes(name)) ?? [];
  return chosen.length > 0
    ? withoutDoubleIds(chosen)
    : filled.filter((name) => !name.startsWith('_'));
}

/** An id stands in only where the row does not say the name. */
const withoutDoubleIds = (names: readonly string[]): string[] =>
  names.filter((name) => !(name.endsWith('_id') && names.includes(name.replace(/_id$/, '_name'))));

const isScalar = (value: Value): boolean => !isList(value) && !isRow(value);
const hasText = (value: Value): boolean =>
  value !== null && value !== undefined && value !== '' && !(isList(value) && value.length === 0);
