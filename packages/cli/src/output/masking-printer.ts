import type { Value } from './json-value.js';
import type { Printer, Row, Rows } from './printer.js';

/** Masks in a value what the client holds; a value without any of it is given back as it is. */
export type Mask = <Value>(value: Value) => Value;

/** What masks, once it is known what the client holds. */
export interface Masking {
  readonly mask: () => Promise<Mask>;
  readonly note: (line: string) => void;
}

const told =
  'A record holds the secret or a token of this application, which is shown as ***. Remove it there, and give the application a new secret.';

/** Shows records on a terminal, where others may look on or a log is kept, without what the client itself holds. */
export class MaskingPrinter implements Printer {
  readonly #inner: Printer;
  readonly #masking: Masking;
  #isTold = false;

  constructor(inner: Printer, masking: Masking) {
    this.#inner = inner;
    this.#masking = masking;
  }

  rows(rows: Rows, columns: readonly string[] | undefined): Promise<number> {
    return this.#inner.rows(this.#masked(rows), columns);
  }

  async record(record: Row, columns?: readonly string[]): Promise<void> {
    await this.#inner.record(this.#told(record, await this.#masking.mask()), columns);
  }

  async value(value: Value, columns?: readonly string[]): Promise<void> {
    await this.#inner.value(this.#told(value, await this.#masking.mask()), columns);
  }

  async *#masked(rows: Rows): AsyncGenerator<Row> {
    let mask: Mask | undefined;
    for await (const row of rows) {
      // The first row comes when the client has its token.
      mask ??= await this.#masking.mask();
      yield this.#told(row, mask);
    }
  }

  #told<Value>(value: Value, mask: Mask): Value {
    const masked = mask(value);
    if (masked !== value && !this.#isTold) {
      this.#isTold = true;
      this.#masking.note(told);
    }
    return masked;
  }
}
