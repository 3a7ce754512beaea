import type { Behaviour } from '../../resources/contract.js';
import { upsertRecord } from '../../resources/upsert.js';

/** A new client comes with its first site. */
export const clientsGetMainSite: Behaviour = {
  ids: ['clients.main-site'],
  resource: 'clients',
  rules: {
    written: (client, before, context) => {
      if (before || client.main_site_id !== undefined) return;
      const site = upsertRecord(
        { name: 'Main', client_id: client.id },
        context.model('sites'),
        context,
      );
      context
        .records('clients')
        .put(Number(client.id), { ...client, main_site_id: site.id, main_site_name: site.name });
    },
  },
};
