/** The query string of a request; names are case-insensitive as on Halo's servers. */
export class Query {
  readonly #values = new Map<string, string>();

  constructor(params: URLSearchParams) {
    for (const [name, value] of params) {
      const key = name.toLowerCase();
      const before = this.#values.get(key);
      // A repeated list parameter binds as one list.
      this.#values.set(key, before === undefined ? value : `${before},${value}`);
    }
  }

  /** The text of a parameter, or undefined where it is absent or empty. */
  text(name: string): string | undefined {
    return this.#values.get(name.toLowerCase()) || undefined;
  }

  /** The whole number of a parameter, or undefined where it is absent or not a number. */
  int(name: string): number | undefined {
    const text = this.text(name);
    return text !== undefined && /^\s*-?\d+\s*$/.test(text) ? Number(text) : undefined;
  }

  /** True only for the word `true`; `1` does not count. */
  word(name: string): boolean {
    return this.text(name)?.trim().toLowerCase() === 'true';
  }

  /** True or false for the words and for 1 and 0, undefined for everything else. */
  flag(name: string): boolean | undefined {
    const text = this.text(name)?.trim().toLowerCase();
    if (text === 'true' || text === '1') return true;
    return text === 'false' || text === '0' ? false : undefined;
  }

  /** The elements of a comma-separated list. */
  list(name: string): string[] {
    return (this.text(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  /** Names that were given, in lower case. */
  names(): string[] {
    return [...this.#values.keys()];
  }
}
