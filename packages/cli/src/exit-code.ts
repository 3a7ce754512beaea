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
