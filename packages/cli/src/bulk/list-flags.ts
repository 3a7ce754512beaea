import type { Resource } from 'halopsa-catalogue';
import { UsageError } from '../usage-error.js';

/** The filters of a list as they stand on its command line: `--open-only --client-id 12`. */
export function flagsToQuery(
  words: readonly string[],
  resource: Resource,
): Record<string, string | boolean> {
  const query: Record<string, string | boolean> = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const { name, type } = filterOf(word, resource);
    const next = words[at + 1];
    if (type === 'bool' && (next === undefined || next.startsWith('--'))) query[name] = true;
    else {
      if (next === undefined)
        throw new UsageError(`The filter ${word} has no value. Nothing was sent.`);
      query[name] = next;
      at += 1;
    }
  }
  return query;
}

/** The filter that a flag names. Throws a UsageError where the list has none of that name. */
function filterOf(
  flag: string,
  { topic, operations }: Resource,
): { readonly name: string; readonly type: string } {
  const name = flag.replace(/^--/, '').replaceAll('-', '_');
  const type = operations['list']?.query[name];
  if (flag.startsWith('--') && type !== undefined) return { name, type };
  throw new UsageError(`The list of ${topic} has no filter "${flag}". Nothing was sent.`, {
    nextStep: `"halo ${topic} list --help" shows them.`,
  });
}
