import type { Action } from '../action.js';
import type { JsonObject } from '../json.js';
import { answered } from '../schema/conform.js';
import { inputOf, selected, selectionOf, shown } from './action-kinds.js';
import { notesOf, withNotes } from './write-notes.js';

const resource = 'tickets';

/** Makes sure that one ticket with an external key is there, however often it is run. */
export function ensureTicket(): Action {
  const values = inputOf(
    shown(
      resource,
      selectionOf(resource, 'write').filter((name) => name !== 'third_party_id_string'),
    ).properties,
  );
  const record = withNotes(selected(resource));
  return {
    name: 'ensure_ticket',
    title: 'Ensure Ticket by External Key',
    description:
      'Finds the ticket that carries an external key, such as the id of an alert, and makes it where there is none; run again, it makes no second one.',
    toolset: 'tickets',
    effect: 'write',
    safety: 'idempotent',
    scopes: ['edit:tickets'],
    layout: 'flat',
    input: inputOf(
      {
        external_key: {
          type: 'string',
          minLength: 1,
          description: "Kept in the ticket's third_party_id_string.",
        },
        client_id: { type: 'integer', description: 'Narrows the search to one client.' },
        create: { ...values, description: 'Fields of a ticket that has to be made.' },
        update: { ...values, description: 'Fields that a ticket that is there is to have too.' },
      },
      ['external_key', 'create'],
    ),
    output: inputOf(
      { outcome: { type: 'string', enum: ['created', 'updated', 'unchanged'] }, ticket: record },
      ['outcome', 'ticket'],
    ),
    run: async (client, { external_key: key, client_id, create, update }, { signal, whole }) => {
      const matchBy: JsonObject = {
        third_party_id_string: key,
        ...(client_id === undefined ? {} : { client_id }),
      };
      const made = await client
        .resource(resource)
        .ensure(
          { matchBy, create: create as JsonObject, update: update as JsonObject | undefined },
          { signal },
        );
      return {
        outcome: made.outcome,
        ticket: answered({ ...made.record, ...notesOf(made.record) }, record, whole),
      };
    },
  };
}
