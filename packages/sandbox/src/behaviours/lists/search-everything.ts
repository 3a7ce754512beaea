import type { Behaviour, Context } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** What the search box looks into, with the field that a hit shows. */
const ENTITIES: readonly {
  readonly resource: string;
  readonly use: string;
  readonly field: string;
}[] = [
  { resource: 'tickets', use: 'ticket', field: 'summary' },
  { resource: 'clients', use: 'client', field: 'name' },
  { resource: 'users', use: 'user', field: 'name' },
  { resource: 'assets', use: 'asset', field: 'inventory_number' },
  { resource: 'kbArticles', use: 'kb', field: 'name' },
];
const PER_ENTITY = 10;

/** The search over everything needs its text; without one it finds nothing. */
export const searchEverything: Behaviour = {
  ids: ['search.needs-text'],
  resource: 'searchResults',
  rules: {
    source: (query, context) => {
      const text = query.text('search')?.toLowerCase();
      if (text === undefined) return [];
      const limit = query.int('count_per_entity') ?? PER_ENTITY;
      return ENTITIES.flatMap((entity) => hits(entity, text, limit, context));
    },
    searchFields: ['name', 'summary'],
  },
};

function hits(
  { resource, use, field }: (typeof ENTITIES)[number],
  text: string,
  limit: number,
  context: Context,
): HaloRecord[] {
  const found: HaloRecord[] = [];
  for (const record of context.records(resource).scan()) {
    if (found.length >= limit) break;
    const shown = String(record[field] ?? '');
    if (!shown.toLowerCase().includes(text)) continue;
    found.push({
      use,
      id: record.id,
      name: shown,
      summary: shown,
      client_name: record.client_name ?? '',
    });
  }
  return found;
}
