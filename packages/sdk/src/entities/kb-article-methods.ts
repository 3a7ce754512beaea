import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';

/** Says whether the article helped (behaviour: kb.your-vote). */
export async function vote({ verbs }: Context, article: WireRecord, helpful: boolean, options?: CallOptions): Promise<void> {
  await verbs.call('vote', { ...options, body: [{ id: article.id, your_vote: helpful ? 1 : -1 }] });
}
