import { HaloError } from './halo-error.js';

/** The call itself is wrong, and nothing was sent: an unknown parameter, a missing id, a verb that the resource lacks. */
export class HaloUsageError extends HaloError {
  static {
    HaloUsageError.prototype.name = 'HaloUsageError';
  }

  constructor(message: string, nextStep?: string) {
    super('halo/usage', message, { nextStep });
  }
}

/** A field of a body that Halo would ignore: where it stands, and what does it instead. */
export interface BodyProblem {
  /** Path below the record, for example `customfields[0].valu`; in a list of several records with the record before it. */
  readonly path: string;
  /** What is wrong, as the end of a sentence that begins with the path. */
  readonly reason: string;
}

const mostShown = 5;

/** A body holds fields that Halo would ignore, or that it sets itself; nothing was sent. */
export class HaloBodyError extends HaloUsageError {
  static {
    HaloBodyError.prototype.name = 'HaloBodyError';
  }

  readonly operation: string;
  readonly problems: readonly BodyProblem[];

  constructor(operation: string, problems: readonly BodyProblem[]) {
    super(
      `${operation}: ${problemText(problems)}`,
      'Halo would accept it and change nothing, so nothing was sent. Give it under extraFields if you are sure of it.',
    );
    this.operation = operation;
    this.problems = problems;
  }
}

/** The first problems of a body in one line, with the number of the others. */
export function problemText(problems: readonly BodyProblem[]): string {
  const shown = problems.slice(0, mostShown).map(({ path, reason }) => `${path} ${reason}`);
  const more = problems.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
