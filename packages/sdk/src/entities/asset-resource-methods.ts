import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import { HaloAPIError } from '../errors/api-error.js';

/** The inventory number that the next asset should have. */
export async function getNextTag({ verbs }: Context, _self: unknown, options?: CallOptions): Promise<string> {
  const answer = (await verbs.call('nextTag', { ...options })) as { next_tag?: unknown } | undefined;
  if (typeof answer?.next_tag === 'string' || typeof answer?.next_tag === 'number') return String(answer.next_tag);
  throw new HaloAPIError('halo/broken-answer', 'assets.nextTag answered without a next_tag', {
    status: 200,
    body: answer,
    operation: 'assets.nextTag',
  });
}
