import { exception } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import { route } from '../route.js';

/** Contacts come from the mail server, whose refusal is passed on. */
export const mailboxesContactsRelayed: Behaviour = route(
  'mailboxes.contacts-relayed',
  'mailboxes',
  {
    outlookContacts: () => {
      throw exception('ErrorAccessDenied');
    },
  },
);
