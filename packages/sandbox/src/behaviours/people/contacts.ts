import { bareString } from '../../http/refusal.js';
import { guid } from '../../random.js';
import type { Behaviour } from '../../resources/contract.js';
import { upsertRecord } from '../../resources/upsert.js';

/** The general user of a site stays with it. */
export const generalUsersStay: Behaviour = {
  ids: ['users.general-stays'],
  resource: 'users',
  rules: {
    removing: ({ name }) => {
      if (name === 'General User') throw bareString('General Users cannot be deleted');
    },
  },
};

/** A new client gets a contact, whose password is shown once, in the answer to the create. */
export const clientsGetContact: Behaviour = {
  ids: ['clients.first-contact'],
  priority: 'following',
  resource: 'clients',
  optional: true,
  rules: {
    secretFields: ['site_update'],
    written: (client, before, context) => {
      const stored = context.records('clients').get(Number(client.id)) ?? client;
      if (before || stored.main_site_id === undefined) return;
      const user = upsertRecord(
        { name: 'General User', site_id: stored.main_site_id },
        context.model('users'),
        context,
      );
      const shown = { id: user.id, name: user.name, new_password: guid(context.random) };
      context.records('clients').put(Number(client.id), {
        ...stored,
        site_update: [{ id: stored.main_site_id, users_update: [shown] }],
      });
    },
  },
};
