import type { Resource } from 'halopsa-catalogue';
import { UsageError } from '../usage-error.js';

/** The filters of a list as they stand on its command line: `--open-only --client-id 12`. */
export function flagsToQuery(words: readonly string[], resource: Resource): Record<string, string | boolean> {
  const known = resource.operations['list']?.query ?? {};
  const query: Record<string, string | boolean> = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    const name = word.replace(/^--/, '').replaceAll('-', '_');
    if (!word.startsWith('--') || !(name in known))
      throw new UsageError(`The list of ${resource.topic} has no filter "${word}". Nothing was sent.`, {
        nextStep: `"halo ${resource.topic} list --help" shows them.`,
      });
    const next = words[at + 1];
    if (known[name] === 'bool' && (next === undefined || next.startsWith('--'))) query[name] = true;
    else {
      if (next === undefined) throw new UsageError(`The filter ${word} has no value. Nothing was sent.`);
      query[name] = next;
      at += 1;
    }
  }
  return query;
}
