import { Failed } from '../failed.js';

/** The command did its work, and what came of it could not be shown. By then a write may be made: `afterWrites` says so where one was. */
export const outputFailed = (place: string, cause: unknown): Failed =>
  new Failed(
    'cli/output',
    `${place} could not be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}): the result is not shown, or not whole.`,
    'Make room, or choose another place. If the command wrote something, that is written: "halo writes" shows it.',
  );

/** A failure of the output with what to do next: by whether the command has sent a write. */
export function afterWrites(error: unknown, wrote: boolean): unknown {
  if (!(error instanceof Failed) || error.code !== 'cli/output') return error;
  const nextStep = wrote
    ? 'What the command wrote is written: "halo writes" shows it. Do not repeat a write for its output.'
    : error.nextStep.replace(/ If the command wrote .*$/, ' Nothing was changed.');
  return new Failed('cli/output', error.message, nextStep);
}
