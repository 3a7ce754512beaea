import type { Converter } from './convert.js';

const kept = 3;

/** A field whose dates are watched. */
interface Watched {
  readonly column: string;
  readonly convert: Converter;
}

/** The first dates of each column that were not written as Halo writes them, with what they were read as: what a person checks a format by. */
export class DateSamples {
  readonly #columns = new Map<string, { readonly zone: string; readonly samples: string[] }>();

  /** The field with a converter that takes samples; `zone` is that of times without one. */
  watch<T extends Watched>(target: T, zone: string): T {
    const samples: string[] = [];
    this.#columns.set(target.column, { zone, samples });
    const convert: Converter = (cell) => {
      const value = target.convert(cell);
      if (
        samples.length < kept &&
        typeof value === 'string' &&
        typeof cell === 'string' &&
        !isSame(cell, value)
      ) {
        const sample = `${cell} is ${value}`;
        if (!samples.includes(sample)) samples.push(sample);
      }
      return value;
    };
    return { ...target, convert };
  }

  /** One line for each column that had any. */
  notes(): string[] {
    const zoneText = (zone: string): string =>
      zone === 'UTC' ? 'UTC' : `UTC; without a zone they are of ${zone}`;
    return [...this.#columns].flatMap(([column, { zone, samples }]) =>
      samples.length > 0
        ? [`Dates in "${column}" (${zoneText(zone)}): ${samples.join(', ')}.`]
        : [],
    );
  }
}

const isSame = (cell: string, value: string): boolean =>
  value.startsWith(cell.trim().replace(' ', 'T'));
