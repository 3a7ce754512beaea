import { join } from 'node:path';
import { expect } from 'vitest';

const folder = join(import.meta.dirname, '..', 'captures');

/** What differs from run to run, with what stands for it. */
const changing: readonly [pattern: RegExp, by: string][] = [
  [/http:\/\/127\.0\.0\.1:\d+/g, 'http://TENANT'],
  [/\S*\/halo-[a-z]+-\w+/g, '/FOLDER'],
  [/\b\d+ ms/g, '9 ms'],
];

/** Dates keep their width, so that tables keep theirs. */
const withoutDates = (text: string): string => text.replace(/\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?/g, (found) => found.replace(/\d/g, '9'));

export interface CaptureOptions {
  /** `kept` where the sandbox's clock stands still. */
  readonly dates?: 'kept' | 'replaced';
}

/** The prompt after the last line may be there already, or not yet. */
const lastPrompt = /\n\$\s*$/;

/** Compares what somebody saw with what is kept of it in `captures`, once it is free of addresses, folders and dates. */
export async function matchesCapture(name: string, seen: string, { dates = 'replaced' }: CaptureOptions = {}): Promise<void> {
  const plain = changing.reduce((before, [pattern, by]) => before.replace(pattern, by), seen).replace(lastPrompt, '');
  const text = dates === 'kept' ? plain : withoutDates(plain);
  const lines = text.split('\n').map((line) => line.trimEnd());
  await expect(`${lines.join('\n').trim()}\n`).toMatchFileSnapshot(join(folder, `${name}.txt`));
}
