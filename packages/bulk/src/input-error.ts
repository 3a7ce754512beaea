import { HaloUsageError } from 'halopsa';

/** Where a mistake is in a file. */
export interface Place {
  readonly file: string;
  /** From 1, as an editor counts. */
  readonly line?: number | undefined;
  /** The character in the line, from 1. */
  readonly position?: number | undefined;
  /** The heading of the column, or its position where it has none. */
  readonly column?: string | undefined;
}

/** A mistake in the input: a file, a map, an option. One line says where it is, what is wrong and how to fix it; nothing was sent. */
export class BulkInputError extends HaloUsageError {
  static {
    BulkInputError.prototype.name = 'BulkInputError';
  }

  readonly place: Place | undefined;

  constructor(problem: string, nextStep: string, place?: Place) {
    super(place ? `${placeText(place)}: ${problem}` : problem, `${nextStep} Nothing was sent.`);
    this.place = place;
  }
}

/** A place in words: `clients.csv, line 12, column "Tax"`. */
export const placeText = ({ file, line, position, column }: Place): string =>
  [
    file,
    line === undefined ? '' : `line ${line}`,
    position === undefined ? '' : `character ${position}`,
    column === undefined ? '' : `column "${column}"`,
  ]
    .filter((part) => part !== '')
    .join(', ');

/** Reports a failed write with the file and the reason; pass it to `catch`. */
export const cannotWrite =
  (file: string, nextStep = 'Make room, or choose another place.') =>
  (error: Error): never => {
    if (error instanceof BulkInputError) throw error;
    throw new BulkInputError(`the file cannot be written: ${error.message}`, nextStep, { file });
  };
