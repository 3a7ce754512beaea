/**
 * Where a record's page is in the agents' web application, below the tenant's address. Halo publishes no list of them:
 * these are the addresses that the application itself shows.
 */
export const webPages: Readonly<Record<string, string>> = {
  tickets: '/tickets?id=',
  opportunities: '/opportunities?id=',
  projects: '/projects?id=',
  clients: '/customers?clientid=',
  sites: '/customers?siteid=',
  users: '/customers?userid=',
  assets: '/assets?id=',
  contracts: '/contracts?id=',
  suppliers: '/suppliers?id=',
  kbArticles: '/kb?id=',
};

/** The address of a record's page, or undefined where none is known. */
export function pageOf(attribute: string, id: number | string, tenant: string): string | undefined {
  const page = webPages[attribute];
  return page === undefined ? undefined : `${tenant.replace(/(?<!\/)\/+$/, '').replace(/\/api$/i, '')}${page}${encodeURIComponent(id)}`;
}
