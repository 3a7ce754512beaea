import { createHash } from 'node:crypto';
import type { JsonValue } from '../json.js';
import { jsonParts } from '../json-parts.js';
import { inSlices, type Steps } from '../slices.js';

/** A payload's digest, by which two show to be the same, and the characters that it has as JSON. */
export interface Digest {
  readonly digest: string;
  readonly characters: number;
}

/** The digest of a payload, whatever the order of its members; made in slices. */
export const digestOf = (payload: JsonValue): Promise<Digest> => inSlices(digested(payload));

/** Characters that are digested at a time; a call for each value would take longer than the digest. */
const mostPending = 64 * 1024;

function* digested(payload: JsonValue): Steps<Digest> {
  const hash = createHash('sha256');
  let pending = '';
  let characters = 0;
  for (const part of jsonParts(payload, { isOrdered: true })) {
    characters += part.length;
    pending += part;
    if (pending.length > mostPending) {
      hash.update(pending);
      pending = '';
    }
    yield;
  }
  return { digest: hash.update(pending).digest('hex'), characters };
}
