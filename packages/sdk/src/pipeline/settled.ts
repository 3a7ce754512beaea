/** Carries an error past the retry stage: the token request was repeated in its own pipeline, and must not be once more in the call's. */
export class Settled {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}
