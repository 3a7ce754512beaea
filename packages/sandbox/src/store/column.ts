import type { HaloValue } from './port.js';

const FIRST_CAPACITY = 256;

/** One field of a collection as a column of small numbers, one number per distinct value, so that a test runs once per value and not per record. */
export class Column {
  #codes: Int32Array = new Int32Array(FIRST_CAPACITY);
  readonly #values: HaloValue[] = [];
  readonly #codeOf = new Map<HaloValue, number>();

  /** The code of every slot. */
  get codes(): Int32Array {
    return this.#codes;
  }

  set(slot: number, value: HaloValue): void {
    if (slot >= this.#codes.length) this.#grow(slot);
    let code = this.#codeOf.get(value);
    if (code === undefined) {
      code = this.#values.push(value) - 1;
      this.#codeOf.set(value, code);
    }
    this.#codes[slot] = code;
  }

  /** For each code, 1 where its value is accepted. */
  mask(accepts: (value: HaloValue) => boolean): Uint8Array {
    return Uint8Array.from(this.#values, (value) => (accepts(value) ? 1 : 0));
  }

  #grow(slot: number): void {
    const larger = new Int32Array(Math.max(slot + 1, this.#codes.length * 2));
    larger.set(this.#codes);
    this.#codes = larger;
  }
}
