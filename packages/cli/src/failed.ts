/** A command that did its work and found something to be wrong. Ends with exit code 1. */
export class Failed extends Error {
  override readonly name: string = 'Failed';
  readonly code: string;
  readonly nextStep: string;

  constructor(code: `cli/${string}`, message: string, nextStep: string) {
    super(message);
    this.code = code;
    this.nextStep = nextStep;
  }
}
