const bitsInPage = 32_768;

/** Which keys have come, by the row that brought them. Small whole numbers cost a bit each, so that a million of them cost next to nothing. */
export class SeenKeys {
  readonly #pages = new Map<number, Uint32Array>();
  readonly #others = new Set<string>();

  /** Notes a key; true where it has come before. */
  hasCome(key: string | number): boolean {
    if (typeof key === 'number' && Number.isInteger(key) && key >= 0) return this.#bit(key);
    const text = String(key);
    if (this.#others.has(text)) return true;
    this.#others.add(text);
    return false;
  }

  #bit(key: number): boolean {
    const number = Math.floor(key / bitsInPage);
    let page = this.#pages.get(number);
    if (!page) {
      page = new Uint32Array(bitsInPage / 32);
      this.#pages.set(number, page);
    }
    const offset = key % bitsInPage;
    const mask = 1 << (offset & 31);
    const word = page[offset >>> 5]!;
    if (word & mask) return true;
    page[offset >>> 5] = word | mask;
    return false;
  }
}
