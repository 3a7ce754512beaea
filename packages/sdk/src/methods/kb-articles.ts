import type { CallOptions } from '../core/call.js';
import type { Bodies } from '../core/methods.js';

/** What an article can do. */
export interface KbArticleMethods {
  /** Says whether it helped (behaviour: kb.your-vote). */
  vote(helpful: boolean, options?: CallOptions): Promise<void>;
}

export const kbArticleMethods: Bodies<KbArticleMethods> = {
  async vote({ verbs }, article, helpful, options) {
    await verbs.call('vote', {
      ...options,
      body: [{ id: article.id, your_vote: helpful ? 1 : -1 }],
    });
  },
};
