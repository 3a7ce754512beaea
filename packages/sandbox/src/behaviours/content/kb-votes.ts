import { readJsonBody } from '../../http/body.js';
import { notFound } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** A vote counts for or against an article. */
export const kbVotes: Behaviour = {
  ids: ['kb.your-vote', 'kb.vote-body'],
  resource: 'kbArticles',
  rules: {
    operations: {
      vote: async ({ request, context }) => {
        const { value } = await readJsonBody(request);
        const [vote] = [value].flat() as HaloRecord[];
        const articles = context.records('kbArticles');
        const article = articles.get(Number(vote?.id));
        if (!article) throw notFound();
        const field = Number(vote?.your_vote) > 0 ? 'useful_count' : 'notuseful_count';
        const voted = {
          ...article,
          [field]: Number(article[field] ?? 0) + 1,
          your_vote: Number(vote?.your_vote),
        };
        articles.put(Number(article.id), voted);
        return json(voted, 201);
      },
    },
  },
};
