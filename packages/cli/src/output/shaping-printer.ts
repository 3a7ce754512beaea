import { nearest } from '../nearest.js';
import { fieldAt, stepsOf } from './field-path.js';
import { filteredFields, search } from './json-query.js';
import { isList, type Value } from './json-value.js';
import { isRow, type Printer, type Row, type Rows } from './printer.js';

/** What is done to results before they are printed. */
export interface Shape {
  /** Keep these fields only. */
  readonly columns: readonly string[] | undefined;
  /** Whether fields that are not named have to go from the records themselves, and not only from the columns of a table. */
  readonly project: boolean;
  /** Sort by this field; downwards with a dash before it. */
  readonly sort: string | undefined;
  /** A JMESPath expression. */
  readonly query: string | undefined;
  readonly note: (line: string) => void;
}

/** Sorts, picks and queries results on their way to another printer. */
export class ShapingPrinter implements Printer {
  readonly #shape: Shape;
  readonly #inner: Printer;

  constructor(shape: Shape, inner: Printer) {
    this.#shape = shape;
    this.#inner = inner;
  }

  async rows(rows: Rows, preferred: readonly string[] | undefined): Promise<number> {
    const { sort, query } = this.#shape;
    if (sort === undefined && query === undefined)
      return this.#inner.rows(this.#picked(rows), preferred);
    const collected: Row[] = [];
    for await (const row of rows) collected.push(row);
    if (sort !== undefined) collected.sort(bySort(sort));
    if (query !== undefined && collected[0]) {
      this.#tellUnknown(collected[0]);
      for (const name of await filteredFields(query)) this.#tellMissing(name, collected);
    }
    if (query === undefined) await this.#inner.rows(this.#picked(collected), preferred);
    else await this.#inner.value(await search(collected, query, this.#shape.note), preferred);
    return collected.length;
  }

  async record(record: Row, preferred?: readonly string[]): Promise<void> {
    if (this.#shape.query !== undefined)
      await this.#inner.value(await search(record, this.#shape.query, this.#shape.note));
    else await this.#inner.record(this.#pick(record), preferred);
  }

  async value(value: Value, preferred?: readonly string[]): Promise<void> {
    const { query, columns, project } = this.#shape;
    if (query !== undefined)
      await this.#inner.value(await search(value, query, this.#shape.note), preferred);
    else if (isRow(value)) await this.#inner.value(this.#pick(value), preferred);
    else if (isList(value) && columns && project)
      await this.#inner.value(
        value.map((row) => (isRow(row) ? this.#pick(row) : row)),
        preferred,
      );
    else await this.#inner.value(value, preferred);
  }

  /** Tells of a name that the first row does not carry, since a mistyped one would give an empty column. */
  async *#picked(rows: Rows): AsyncGenerator<Row> {
    let first = true;
    for await (const row of rows) {
      if (first) this.#tellUnknown(row);
      first = false;
      yield this.#pick(row);
    }
  }

  #pick(row: Row): Row {
    const { columns, project } = this.#shape;
    return columns && project
      ? Object.fromEntries(columns.map((name) => [name, fieldAt(row, name) ?? null]))
      : row;
  }

  /** A filter by a field that no row has finds nothing; that must not look like an answer. */
  #tellMissing(name: string, rows: readonly Row[]): void {
    if (rows.some((row) => Object.hasOwn(row, name))) return;
    const meant = nearest(name, Object.keys(rows[0] ?? {}));
    this.#shape.note(
      `--query filters by "${name}", and no row has such a field.${meant ? ` Did you mean "${meant}"?` : ''}`,
    );
  }

  #tellUnknown(row: Row): void {
    const { columns = [], sort, query } = this.#shape;
    for (const name of [
      ...(query === undefined ? columns : []),
      ...(sort === undefined ? [] : [sort.replace(/^-/, '')]),
    ]) {
      if (Object.hasOwn(row, name) || Object.hasOwn(row, stepsOf(name)[0] ?? '')) continue;
      const meant = nearest(name, Object.keys(row));
      this.#shape.note(
        `The rows have no field "${name}".${meant ? ` Did you mean "${meant}"?` : ''}`,
      );
    }
  }
}

/** Numbers by their value, texts by the alphabet, and what is empty last. */
function bySort(sort: string): (a: Row, b: Row) => number {
  const down = sort.startsWith('-');
  const name = down ? sort.slice(1) : sort;
  const collator = new Intl.Collator('en', { numeric: true });
  const isEmpty = (value: Value): boolean => value === undefined || value === null || value === '';
  return (rowA, rowB) => {
    const [a, b] = [fieldAt(rowA, name), fieldAt(rowB, name)];
    if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
    const order =
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : collator.compare(String(a), String(b));
    return down ? -order : order;
  };
}
