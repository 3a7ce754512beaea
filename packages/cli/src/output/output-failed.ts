import { Failed } from '../failed.js';

/** The command did its work, and what came of it could not be shown. By then a write is made: that is no mistake in the line, and no reason to repeat it. */
export const outputFailed = (place: string, cause: unknown): Failed =>
  new Failed(
    'cli/output',
    `${place} could not be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}): the result is not shown, or not whole.`,
    'What the command changed is changed: "halo writes" shows it. Do not repeat a write for its output.',
  );
