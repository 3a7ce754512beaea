import { formatHaloDate } from 'halopsa-ground';
import type { Behaviour } from '../../resources/contract.js';
import { topWindow } from '../../resources/page.js';

/** What a CRM note can hang on. */
const SCOPES = ['client_id', 'supplier_id', 'toplevel_id'] as const;

/** A list of CRM notes without a scope is empty; with one it holds 50 rows, or `count`, whatever page is asked for. */
export const crmNotesNeedScope: Behaviour = {
  ids: ['crm-notes.unscoped-list-empty', 'crm-notes.default-50', 'crm-notes.datetime-field'],
  resource: 'crmNotes',
  rules: {
    scope: (query) =>
      SCOPES.some((name) => query.int(name) !== undefined) ? undefined : () => false,
    window: (query) => topWindow(query, 50),
    prepare: ({ next, before }, context) => {
      if (before) return;
      next.datetime ??= formatHaloDate(context.clock.now());
      next.who_agentid ??= context.session.agentId;
    },
  },
};
