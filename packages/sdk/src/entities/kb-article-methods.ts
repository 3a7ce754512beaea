import type { CallOptions } from '../call.js';
import type { WireRecord } from '../resource/resource-client.js';
import type { MethodContext } from './method-context.js';

/** Says whether the article helped (behaviour: kb.your-vote). */
export async function vote({ resource }: MethodContext, article: WireRecord, helpful: boolean, options?: CallOptions): Promise<void> {
  await resource.call('vote', { ...options, body: [{ id: article.id, your_vote: helpful ? 1 : -1 }] });
}
