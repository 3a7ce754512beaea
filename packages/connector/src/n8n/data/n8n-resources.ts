/** The resources that the node offers, in its order; their fields are those of the curated actions. */
export const n8nResources: readonly string[] = [
  'tickets',
  'clients',
  'sites',
  'users',
  'assets',
  'kbArticles',
];
