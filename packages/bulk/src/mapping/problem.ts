/** Why a cell cannot become a value: a fault of that row, not of the program. */
export class Problem {
  readonly message: string;
  /** The name that stands for no record, where that is the fault. */
  readonly unmatched: string | undefined;

  constructor(message: string, unmatched?: string) {
    this.message = message;
    this.unmatched = unmatched;
  }
}
