import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';

/** A request too many is told the limit. */
export const limitInWords: Behaviour = {
  ids: ['rate.text'],
  rules: { tooMany: (words) => json({ error: words }, 429) },
};
