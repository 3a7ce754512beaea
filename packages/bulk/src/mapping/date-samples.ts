import type { Converter } from './convert.js';

const kept = 3;

/** A field whose dates are watched. */
interface Watched {
  readonly column: string;
  readonly convert: Converter;
}

/** The first dates of each column that were not written as Halo writes them, with what they were read as: what a person checks a format by. */
export class DateSamples {
  readonly #zone: string;
  readonly #columns = new Map<string, string[]>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** The field with a converter that takes samples. */
  watch<T extends Watched>(target: T): T {
    const samples: string[] = [];
    this.#columns.set(target.column, samples);
    const convert: Converter = (cell) => {
      const value = target.convert(cell);
      if (samples.length < kept && typeof value === 'string' && typeof cell === 'string' && !isSame(cell, value))
        samples.push(`${cell} is ${value}`);
      return value;
    };
    return { ...target, convert };
  }

  /** One line for each column that had any. */
  notes(): string[] {
    const zone = this.#zone === 'UTC' ? 'UTC' : `UTC; without a zone they are of ${this.#zone}`;
    return [...this.#columns].flatMap(([column, samples]) =>
      samples.length > 0 ? [`Dates in "${column}" (${zone}): ${samples.join(', ')}.`] : [],
    );
  }
}

const isSame = (cell: string, value: string): boolean => value.startsWith(cell.trim().replace(' ', 'T'));
