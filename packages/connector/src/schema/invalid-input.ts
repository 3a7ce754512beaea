import { type ErrorCode, errorHelp } from 'halopsa-catalogue/errors';

/** An input that its schema refuses; nothing was sent. */
export class InvalidInputError extends Error {
  static {
    InvalidInputError.prototype.name = 'InvalidInputError';
  }

  readonly code: ErrorCode = 'connector/invalid-input';
  /** Messages by the path of the member, '' for the whole input. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly nextStep: string = errorHelp['connector/invalid-input'].help;

  constructor(action: string, errors: Readonly<Record<string, readonly string[]>>) {
    const told = Object.entries(errors).map(
      ([path, messages]) => `${path || 'the input'} ${messages.join(' and ')}`,
    );
    super(`${action}: ${told.slice(0, 5).join('; ')}`);
    this.errors = errors;
  }
}

/** Members that are named where an input is wrong, and messages for each. */
const mostTold = 20;

/** Messages by path: the first of them in words, the rest as a number, whatever was sent. */
export class ToldErrors {
  readonly #messages = new Map<string, Set<string>>();
  #kept = 0;
  count = 0;

  add(path: string, message: string): void {
    this.count += 1;
    if (this.#kept >= mostTold) return;
    const name = shortened(path);
    const messages = this.#messages.get(name) ?? new Set();
    this.#kept += messages.has(message) ? 0 : 1;
    this.#messages.set(name, messages.add(message));
  }

  byPath(): Record<string, string[]> {
    const told = Object.fromEntries(
      [...this.#messages].map(([path, messages]) => [path, [...messages]]),
    );
    const left = this.count - this.#kept;
    if (left > 0 && this.#kept >= mostTold)
      told[''] = [...(told[''] ?? []), `has ${left} more errors`];
    return told;
  }
}

/** A name for a message: only its beginning, where it is long. */
export const shortened = (name: string): string =>
  name.length > 100 ? `${name.slice(0, 100)}...` : name;
