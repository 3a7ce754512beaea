/** A process of its own that shares a sign-in by its file: makes clients, each of which calls once with a token that it has to renew. */
import { HaloClient, refreshTokenGrant } from '../../src/index.js';
import { fileTokenStore } from '../../src/node.js';

const [tenantUrl = '', path = '', clients = '1'] = process.argv.slice(2);
const calls = Array.from({ length: Number(clients) }, () => {
  const halo = new HaloClient({
    tenantUrl,
    clientId: 'sandbox-web',
    grant: refreshTokenGrant,
    tokenStore: fileTokenStore(path),
    budget: { requests: 1_000_000, windowMs: 1_000 },
  });
  return halo.tickets.list({ page_size: 1 }).then(({ items }) => items.length);
});
const rows = await Promise.all(calls);
console.log(rows.reduce((sum, count) => sum + count, 0));
