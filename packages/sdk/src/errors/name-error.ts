import { HaloUsageError } from './usage-error.js';

/** A record that may have been meant by a name. */
export interface NameCandidate {
  readonly id: number | string;
  readonly name: string;
  /** What tells it apart from others of the name, such as the client of a site. */
  readonly apart: string;
}

/** A name stands for no record, or for several; nothing was sent but the look-up. */
export class HaloNameError extends HaloUsageError {
  static {
    HaloNameError.prototype.name = 'HaloNameError';
  }

  /** The field or parameter that was given, for example `client`. */
  declare readonly field: string;
  /** The name as it was given. */
  declare readonly text: string;
  /** The resource in which it was looked up, for example `clients`. */
  declare readonly resource: string;
  declare readonly reason: 'none' | 'ambiguous';
  /** The records that have the name, or those whose names are nearest to it. */
  declare readonly candidates: readonly NameCandidate[];

  constructor(
    message: string,
    nextStep: string,
    details: Pick<HaloNameError, 'field' | 'text' | 'resource' | 'reason' | 'candidates'>,
  ) {
    super(message, nextStep);
    Object.assign(this, details);
  }
}
