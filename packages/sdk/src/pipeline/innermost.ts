import { HaloAPIError } from '../errors/api-error.js';

/** What Node puts on the failures of its network. */
export interface CodedError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  /** The call of the system that failed, as Node names it. */
  readonly syscall?: unknown;
  readonly errors?: unknown;
}

/** The failure that `fetch` hides in its causes. */
export function innermost(error: unknown): CodedError {
  let current = error as CodedError;
  while (typeof current?.cause === 'object' && current.cause !== null)
    current = current.cause as CodedError;
  return current ?? {};
}

/** True where trying again cannot help: no such host, a certificate that is not accepted. */
export const isPermanent = (error: { readonly cause?: unknown }): boolean =>
  /^ENOTFOUND$|CERT|LEAF/.test(String(innermost(error.cause).code));

/** Whether an answer of success came that cannot be read. */
export const isBrokenAnswer = (error: unknown): error is HaloAPIError =>
  error instanceof HaloAPIError && error.code === 'halo/broken-answer';
