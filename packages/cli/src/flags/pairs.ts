import { InvalidArgumentError } from 'commander';

/** A name and a value. */
export type Pair = [name: string, value: string];

/** Gathers `name=value` words into one object, where a name has one value. */
export const collectPair = (
  text: string,
  pairs: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  ...pairs,
  ...Object.fromEntries(collectPairs(text)),
});

/** Gathers `name=value` words in their order, where a name may come again. */
export function collectPairs(text: string, pairs: readonly Pair[] = []): Pair[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It takes name=value.');
  return [...pairs, [text.slice(0, at), text.slice(at + 1)]];
}
