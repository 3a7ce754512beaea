import type { Action } from '../action.js';
import { conformObject } from '../schema/conform.js';
import { getAction, inputOf, listAction, shown, writeAction } from './action-kinds.js';

const articles = { toolset: 'knowledge', resource: 'kbArticles' } as const;

/** Searches tickets, clients, users, assets and articles at once. */
function searchEverything(): Action {
  const rows = (resource: string, fields: readonly string[]) =>
    ({ type: 'array', items: shown(resource, fields) }) as const;
  const output = inputOf(
    {
      count: { type: 'integer' },
      tickets: rows('tickets', ['id', 'summary', 'status_id', 'client_name']),
      clients: rows('clients', ['id', 'name']),
      users: rows('users', ['id', 'name', 'emailaddress', 'client_name']),
      assets: rows('assets', ['id', 'inventory_number', 'key_field', 'client_name']),
      articles: rows('kbArticles', ['id', 'name']),
      failed: {
        type: 'array',
        items: { type: 'string' },
        description: 'What could not be searched, and why.',
      },
    },
    ['count', 'failed'],
  );
  return {
    name: 'search_everything',
    title: 'Search Everything',
    description: 'Searches tickets, clients, users, assets and articles for a text at once.',
    toolset: 'knowledge',
    effect: 'read',
    safety: 'read',
    scopes: ['read:tickets', 'read:customers', 'read:assets', 'read:kb'],
    layout: 'flat',
    input: inputOf(
      {
        text: { type: 'string', minLength: 1 },
        limit: { type: 'integer', minimum: 1, maximum: 50 },
      },
      ['text'],
    ),
    output,
    run: async (client, { text, limit }, { signal }) => {
      const { found, count, failed } = await client.search(String(text), {
        limit: limit as number | undefined,
        signal,
      });
      const { kbArticles, ...others } = found;
      const reasons = failed.map(({ resource, error }) => `${resource}: ${error.message}`);
      return conformObject({ ...others, articles: kbArticles, count, failed: reasons }, output);
    },
  };
}

/** The knowledge base. */
export const knowledgeActions: readonly Action[] = [
  listAction({
    ...articles,
    name: 'get_articles',
    title: 'Get Articles',
    description: 'Lists or searches the articles of the knowledge base.',
    rows: 'articles',
    filters: ['search', 'client_id', 'related_to_ticket', 'includeinactive', 'order', 'orderdesc'],
  }),
  getAction({
    ...articles,
    name: 'get_article_by_id',
    title: 'Get Article by ID',
    description: 'Returns one article.',
    always: { includedetails: true },
  }),
  writeAction({
    ...articles,
    name: 'add_or_update_article',
    title: 'Add or Update Article',
    description: 'Makes an article, or changes it where there is an id.',
    way: 'either',
  }),
  searchEverything(),
];
