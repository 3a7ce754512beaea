import type { Context } from '../context.js';
import { formInWords } from '../flags/form.js';
import type { Value } from '../output/json-value.js';
import { logWrite, watched } from './audit-log.js';

/** What was called: an operation, or a method and a path, with the parameters of its path. */
export interface Called {
  readonly resource: string;
  readonly id?: number | string;
}

/** Waits for a call that writes whatever it may, and logs what was sent by it. */
export async function loggedCall<Answer>(
  called: Called,
  body: Value | FormData,
  work: Promise<Answer>,
  context: Context,
): Promise<Answer> {
  const entry = {
    action: 'call',
    ...called,
    sent: body instanceof FormData ? formInWords(body) : body,
  } as const;
  const answer = await watched(entry, work, context);
  await logWrite(entry, context);
  return answer;
}
