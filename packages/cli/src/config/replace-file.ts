import { replaceFile as replace } from 'halopsa-ground/node';
import { UsageError } from '../usage-error.js';

/** Writes the configuration file, which only its owner may read; the new text is complete under another name before it takes the place of the old one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  try {
    replace(path, text, true);
  } catch (cause) {
    throw new UsageError(
      `The configuration file ${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`,
      {
        cause,
        nextStep: 'Nothing was saved. Name a place that you may write to in HALO_CONFIG.',
      },
    );
  }
}
