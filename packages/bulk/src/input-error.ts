import { HaloUsageError } from 'halopsa';

/** Where in a file a mistake stands. */
export interface Place {
  readonly file: string;
  /** From 1, as an editor counts. */
  readonly line?: number | undefined;
  /** The character in the line, from 1. */
  readonly position?: number | undefined;
  /** The heading of the column, or its position where it has none. */
  readonly column?: string | undefined;
}

/** A mistake in what the person gave: a file, a map, an option. One line says where, what and how to mend it; nothing was sent. */
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

/** Says of a failed write what it means: the file, and why; to be given to `catch`. */
export const cannotWrite =
  (file: string, nextStep = 'Make room, or choose another place.') =>
  (error: Error): never => {
    if (error instanceof BulkInputError) throw error;
    throw new BulkInputError(`the file cannot be written: ${error.message}`, nextStep, { file });
  };
