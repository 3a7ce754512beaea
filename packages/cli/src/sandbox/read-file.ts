import { readFile } from 'node:fs/promises';
import { UsageError } from '../usage-error.js';

/** Reads a YAML or JSON file; a mistake in it is told with its place. */
export async function readFileAsYaml(path: string): Promise<unknown> {
  const [text, { parse }] = await Promise.all([
    readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw new UsageError(`The file ${path} cannot be read (${cause.code}).`, {
        cause,
        nextStep: 'Check its name. Nothing was changed.',
      });
    }),
    import('yaml'),
  ]);
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw new UsageError(
      `The file ${path} is not YAML: ${(cause as Error).message.split('\n')[0]}`,
      {
        cause,
        nextStep: 'Correct it and try again. Nothing was changed.',
      },
    );
  }
}
