import { join } from 'node:path';
import { expect } from 'vitest';

const folder = join(import.meta.dirname, '..', 'captures');

/** What differs from run to run, with what stands for it; a date keeps its width, so that tables keep theirs. */
const changing: readonly [pattern: RegExp, by: (found: string) => string][] = [
  [/http:\/\/127\.0\.0\.1:\d+/g, () => 'http://TENANT'],
  [/\S*\/halo-[a-z]+-\w+/g, () => '/FOLDER'],
  [/\b\d+ ms/g, () => '9 ms'],
  [/\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?/g, (found) => found.replace(/\d/g, '9')],
];

/** The prompt after the last line may be there already, or not yet. */
const lastPrompt = /\n\$\s*$/;

/** Compares what somebody saw with what is kept of it in `captures`, once it is free of addresses, folders and dates. */
export async function matchesCapture(name: string, seen: string): Promise<void> {
  const text = changing.reduce((before, [pattern, by]) => before.replace(pattern, by), seen).replace(lastPrompt, '');
  const lines = text.split('\n').map((line) => line.trimEnd());
  await expect(`${lines.join('\n').trim()}\n`).toMatchFileSnapshot(join(folder, `${name}.txt`));
}
