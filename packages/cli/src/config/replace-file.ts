import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../usage-error.js';

/** Writes the configuration file, which only its owner may read; the new text is complete under another name before it takes the place of the old one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(draft, text, { mode: 0o600 });
    await chmod(draft, 0o600);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new UsageError(
      `The configuration file ${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`,
      {
        cause,
        nextStep: 'Nothing was saved. Name a place that you may write to in HALO_CONFIG.',
      },
    );
  }
}
