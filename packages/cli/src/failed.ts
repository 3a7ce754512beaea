import type { ErrorCode } from 'halopsa-catalogue/errors';

/** A command that did its work and found something to be wrong. Ends with exit code 1. */
export class Failed extends Error {
  override readonly name: string = 'Failed';
  readonly code: ErrorCode;
  readonly nextStep: string;

  constructor(code: ErrorCode, message: string, nextStep: string) {
    super(message);
    this.code = code;
    this.nextStep = nextStep;
  }
}
