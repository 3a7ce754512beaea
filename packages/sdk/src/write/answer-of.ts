import { maskedValue, maskOf, redacted } from 'halopsa-ground';
import { encodePairs } from '../codec/query.js';
import type { Caller, CallInput } from '../core/call.js';
import { knownSecrets } from '../pipeline/told-words.js';

/** A longer answer is not for an error: one may be a list of millions of rows. */
const mostShown = 2_000;

/** A request whose answer goes into an error. */
export interface Answered {
  readonly caller: Pick<Caller, 'options'>;
  readonly input: CallInput;
}

/**
 * What a server answered, for an error: as it came where it is short, else the beginning of its JSON, and without the secrets that it may
 * repeat.
 */
export async function answerOf({ caller, input }: Answered, answer: unknown): Promise<unknown> {
  const { options } = caller;
  const carried = {
    url: `${options.apiUrl}/?${encodePairs({ ...input.query, ...input.extraQuery })}`,
    headers: { ...options.headers, ...input.headers },
    body: JSON.stringify(input.body instanceof FormData ? undefined : input.body),
  };
  const masked = redacted(maskedValue(answer, maskOf(await knownSecrets(carried, options))));
  const text = typeof masked === 'string' ? masked : (JSON.stringify(masked) ?? '');
  return text.length > mostShown ? `${text.slice(0, mostShown)}...` : masked;
}
