import type { Exchange } from 'halopsa-sandbox/recording';
import { UsageError } from '../usage-error.js';

/** The exchanges of a recording. Throws a UsageError for a file that is none. */
export async function readExchanges(file: string): Promise<Exchange[]> {
  const { readRecording } = await import('halopsa-sandbox/recording');
  return readRecording(file).catch((cause: NodeJS.ErrnoException) => {
    const why =
      cause instanceof RangeError
        ? `is damaged: ${cause.message}`
        : `cannot be read (${cause.code})`;
    throw new UsageError(`The recording ${file} ${why}.`, {
      cause,
      nextStep: 'Check its name, or record it again.',
    });
  });
}
