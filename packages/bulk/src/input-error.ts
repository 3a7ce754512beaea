import { HaloError, HaloUsageError } from 'halopsa';
import { type ErrorCode, type Remedy, remedyText, type Vocabulary } from 'halopsa-catalogue/errors';
import { optionWords } from './option-words.js';

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

/** What an error says on a face: what is wrong, and what to do. */
export interface Worded {
  readonly message: string;
  readonly nextStep: string;
}

/** What is wrong, where it does not depend on the face that shows it; otherwise in the vocabulary of that face. */
type Problem = string | ((words: Vocabulary) => string);

const textOf = (problem: Problem, words: Vocabulary): string =>
  typeof problem === 'string' ? problem : problem(words);

/** What to do, where every face says it alike. */
const asRemedy = (remedy: Remedy | string): Remedy =>
  typeof remedy === 'string' ? { code: 'step', step: remedy } : remedy;

/** A mistake in the input: a file, a map, an option. The message says where it is and what is wrong; nothing was sent. */
export class BulkInputError extends HaloUsageError {
  static {
    BulkInputError.prototype.name = 'BulkInputError';
  }

  readonly place: Place | undefined;
  /** How to fix it; `nextStep` says it in the names of options. */
  readonly remedy: Remedy;
  readonly #problem: Problem;

  constructor(problem: Problem, remedy: Remedy | string, place?: Place) {
    const code = asRemedy(remedy);
    const { message, nextStep } = worded(problem, { remedy: code, place }, optionWords);
    super(message, nextStep);
    this.place = place;
    this.remedy = code;
    this.#problem = problem;
  }

  /** The error in the vocabulary of a face. */
  worded(words: Vocabulary): Worded {
    return worded(this.#problem, this, words);
  }
}

const worded = (
  problem: Problem,
  { remedy, place }: Pick<BulkInputError, 'remedy' | 'place'>,
  words: Vocabulary,
): Worded => ({
  message: `${place ? `${placeText(place)}: ` : ''}${textOf(problem, words)}`,
  nextStep: `${remedyText(remedy, words)} Nothing was sent.`,
});

/** An error of a job, with what to do about it. */
export class BulkError extends HaloError {
  static {
    BulkError.prototype.name = 'BulkError';
  }

  /** What to do; `nextStep` says it in the names of options. */
  readonly remedy: Remedy;

  constructor(code: ErrorCode, message: string, remedy: Remedy, cause?: unknown) {
    super(code, message, { cause, nextStep: remedyText(remedy, optionWords) });
    this.remedy = remedy;
  }

  /** The error in the vocabulary of a face. */
  worded(words: Vocabulary): Worded {
    return { message: this.message, nextStep: remedyText(this.remedy, words) };
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
  (file: string, remedy: Remedy | string = 'Make room, or choose another place.') =>
  (error: Error): never => {
    if (error instanceof BulkInputError) throw error;
    throw new BulkInputError(`the file cannot be written: ${error.message}`, remedy, { file });
  };
