import { readFile } from 'node:fs/promises';
import { type OptionSpec, option } from '../core/inputs.js';
import { fileNameOf } from '../files/file-name.js';
import { UsageError } from '../usage-error.js';
import { collectPairs, type Pair } from './pairs.js';

/** The option of what takes an uploaded form. */
export const formOption: OptionSpec<readonly Pair[] | undefined> = option(
  '--form <name=@file>',
  'a part of the form: name=@file for a file, name=text for anything else; may be repeated',
  { parse: collectPairs, group: 'Input options:' },
);

/** Reads the parts of `--form`. Throws a UsageError for a file that cannot be read. */
export async function readForm(parts: readonly Pair[]): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (value.startsWith('@'))
      form.append(name, await blobOf(value.slice(1)), fileNameOf(value.slice(1)));
    else form.append(name, value);
  }
  return form;
}

/** The parts of a form in words, for who looks at a request that was not sent or is remembered. */
export const formInWords = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...new Set(form.keys())].map((name) => [name, form.getAll(name).map(partInWords).join(', ')]),
  );

const partInWords = (part: string | File): string =>
  typeof part === 'string' ? part : `(${part.name}, ${part.size} bytes)`;

async function blobOf(path: string): Promise<Blob> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(
      `--form names the file ${path}, which cannot be read (${cause.code ?? 'unknown reason'}). Nothing was sent.`,
      {
        cause,
      },
    );
  });
  return new Blob([bytes]);
}
