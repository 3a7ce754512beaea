/** How the command ended, for the shell. */
export const exitCode = { ok: 0, failed: 1, usage: 2, notFound: 3, authentication: 4, incomplete: 5, interrupted: 130 } as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
