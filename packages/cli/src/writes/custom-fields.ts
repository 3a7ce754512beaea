import { isList, type Value } from '../output/json-value.js';
import { isRow, type Row } from '../output/printer.js';

/** The custom fields of records, a later one before an earlier one, with some of them set; by their names, whose `CF` may be left out. */
export function mergeCustomFields(
  records: readonly Row[],
  values: Readonly<Record<string, string>>,
): Row[] {
  const fields: Record<string, Value>[] = [];
  for (const field of records.flatMap(({ customfields }) =>
    isList(customfields) ? customfields.filter(isRow) : [],
  )) {
    const known = fields.find(({ id, name }) =>
      field['id'] === undefined ? name === field['name'] : id === field['id'],
    );
    if (known) Object.assign(known, field);
    else fields.push({ ...field });
  }
  for (const [name, value] of Object.entries(values)) {
    const known = fields.find((field) => isNamed(field, name));
    if (known) Object.assign(known, { value });
    else fields.push({ name: /^cf/i.test(name) ? name : `CF${name}`, value });
  }
  return fields.map(writable);
}

const isNamed = ({ name, label }: Row, wanted: string): boolean =>
  [name, String(name ?? '').replace(/^CF/i, ''), label].some(
    (known) => String(known ?? '').toLowerCase() === wanted.toLowerCase(),
  );

/** What Halo needs to know which field it is and what it shall hold; the rest of a field is its definition. */
const writable = (field: Row): Row =>
  Object.fromEntries(
    ['id', 'name', 'value'].flatMap((key) => (key in field ? [[key, field[key]]] : [])),
  );
