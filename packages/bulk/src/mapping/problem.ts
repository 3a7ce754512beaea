import type { Remedy } from 'halopsa-catalogue/errors';
import type { Why } from '../plan/why.js';

type ProblemDetails = Partial<Pick<Problem, 'unmatched' | 'within' | 'remedy'>>;

/** Why a cell cannot become a value: a fault of that row, not of the program. */
export class Problem implements Why {
  readonly message: string;
  /** The name that stands for no record, where that is the fault. */
  readonly unmatched: string | undefined;
  /** What the name was narrowed down by, as the row writes it; undefined where nothing narrows it. */
  readonly within: string | undefined;

  readonly remedy: Remedy | undefined;

  constructor(message: string, { unmatched, within, remedy }: ProblemDetails = {}) {
    this.message = message;
    this.unmatched = unmatched;
    this.within = within;
    this.remedy = remedy;
  }
}

/** A cell whose formula has no value: it shows an error, or was never calculated. */
export class FormulaProblem extends Problem {
  readonly #shown: string;

  constructor(error: string | undefined) {
    super(
      error === undefined
        ? 'the formula was never calculated: open the file in Excel and save it'
        : `the formula gives the error ${error}`,
    );
    this.#shown = error ?? '';
  }

  override toString(): string {
    return this.#shown;
  }

  /** What stands in the cell, for plans and exports. */
  toJSON(): string {
    return this.#shown;
  }
}
