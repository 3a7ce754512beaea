import { HaloError, noteOutcomes, outcomeOf, type WireRecord } from 'halopsa';
import type { Action } from '../action.js';
import type { JsonObject } from '../json.js';
import { answered } from '../schema/conform.js';
import { namesOfFields } from '../schema/name-schema.js';
import {
  deleteAction,
  getAction,
  inputOf,
  listAction,
  saveRecord,
  selected,
  selectionOf,
  writeAction,
} from './action-kinds.js';
import { withNotes } from './write-notes.js';

const resource = 'tickets';
const about = { toolset: 'tickets', resource } as const;

/** Adds or updates one or more tickets, one after the other, so that each has its outcome. */
function addOrUpdateTicket(): Action {
  const one = inputOf({
    id: { type: 'integer' },
    ...selected(resource, 'write').properties,
    ...namesOfFields(resource, selectionOf(resource, 'write')),
  });
  const output = inputOf(
    {
      count: { type: 'integer' },
      tickets: { type: 'array', items: withNotes(selected(resource)) },
    },
    ['count', 'tickets'],
  );
  return {
    name: 'add_or_update_ticket',
    title: 'Add or Update Ticket',
    description:
      'Makes tickets, one or many: one that carries an id is changed, one without is new.',
    toolset: 'tickets',
    effect: 'write',
    safety: 'unsafe',
    scopes: ['edit:tickets'],
    operation: 'tickets.upsert',
    layout: 'flat',
    bodyMember: 'tickets',
    input: inputOf({ tickets: { type: 'array', items: one, minItems: 1, maxItems: 100 } }, [
      'tickets',
    ]),
    output,
    run: async (client, input, { signal, onProgress, whole }) => {
      const wanted = input.tickets as JsonObject[];
      const tickets: WireRecord[] = [];
      // A field that Halo would ignore in the last one is refused before the first is sent.
      await client.resource(resource).check(wanted);
      for (const ticket of wanted) {
        tickets.push(
          await saveRecord(client, resource, ticket, { signal }).catch((error: unknown) =>
            failedAt(error, tickets, wanted),
          ),
        );
        onProgress?.(tickets.length, wanted.length);
      }
      return answered({ count: tickets.length, tickets }, output, whole);
    },
  };
}

/** Of tickets that are sent one after the other: those before the one that failed are written, those after it are not sent. */
function failedAt(
  error: unknown,
  done: readonly WireRecord[],
  wanted: readonly JsonObject[],
): never {
  if (error instanceof HaloError && wanted.length > 1) {
    const failed = outcomeOf({ error, records: [wanted[done.length]], uncertain: false });
    noteOutcomes(
      error,
      wanted.map(({ id: given }, index) => {
        const id = (done[index]?.id ?? given) as number | undefined;
        return {
          index,
          outcome: index < done.length ? 'done' : index === done.length ? failed : 'not-sent',
          ...(id !== undefined && { id }),
        };
      }),
    );
  }
  throw error;
}

/** The four of every connector, then what else people do with tickets. */
export const ticketActions: readonly Action[] = [
  addOrUpdateTicket(),
  deleteAction({
    ...about,
    name: 'delete_ticket_by_id',
    title: 'Delete Ticket by ID',
    description: 'Deletes the ticket with this id; what hangs on it goes with it.',
  }),
  getAction({
    ...about,
    name: 'get_ticket_by_id',
    title: 'Get Ticket by ID',
    description: 'Reads one ticket with its details and custom fields.',
    always: { includedetails: true },
  }),
  listAction({
    ...about,
    name: 'get_tickets',
    title: 'Get Tickets',
    description:
      'Reads tickets that match the filters: how many there are, and the tickets themselves.',
    filters: [
      'search',
      'client_id',
      'site_id',
      'user_id',
      'agent_id',
      'team',
      'status_id',
      'status',
      'requesttype_id',
      'priority',
      'asset_id',
      'open_only',
      'closed_only',
      'startdate',
      'enddate',
      'datesearch',
      'order',
      'orderdesc',
      'lastupdatefromdate',
      'includecompleted',
    ],
    rows: 'tickets',
  }),
  writeAction({
    ...about,
    name: 'create_ticket',
    title: 'Create Ticket',
    description: 'Makes one new ticket.',
    required: ['summary'],
    way: 'create',
  }),
  writeAction({
    ...about,
    name: 'update_ticket',
    title: 'Update Ticket',
    description: 'Changes the fields given of one ticket and leaves the others as they are.',
    way: 'update',
  }),
  writeAction({
    ...about,
    name: 'assign_ticket',
    title: 'Assign Ticket',
    description: 'Gives a ticket to an agent, to a team, or to both.',
    fields: ['id', 'summary', 'agent_id', 'team', 'status_id'],
    writes: ['agent_id', 'team'],
    way: 'update',
  }),
  writeAction({
    ...about,
    name: 'set_ticket_status',
    title: 'Set Ticket Status',
    description: 'Moves a ticket to another status, a closed one included.',
    fields: ['id', 'summary', 'status_id', 'dateclosed', 'hasbeenclosed'],
    writes: ['status_id'],
    way: 'update',
  }),
];
