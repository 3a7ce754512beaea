import type { ErrorCode } from 'halopsa-catalogue/errors';

/**
 * How the command ended, for the shell. Where several apply, an error wins over what a finished command has to say (1 to 4
 * over 5, 6 and 7), of the latter the smallest, and a stop (130) wins over all. `differs` is the mirror's.
 */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  authentication: 4,
  incomplete: 5,
  differs: 6,
  notTaken: 7,
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The exit codes of errors, where it is not 1; of several with one exit code, the first is what `halo explain` shows for it. */
export const exitOfError: { readonly [code in ErrorCode]?: ExitCode } = {
  'cli/usage': exitCode.usage,
  'halo/usage': exitCode.usage,
  'halo/not-found': exitCode.notFound,
  'halo/authentication': exitCode.authentication,
  'halo/token': exitCode.authentication,
  'halo/incomplete-list': exitCode.incomplete,
  'cli/not-taken': exitCode.notTaken,
  'halo/unapplied-write': exitCode.notTaken,
  'cli/interrupted': exitCode.interrupted,
};
