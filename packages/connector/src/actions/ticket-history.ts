import type { Action } from '../action.js';
import type { JsonObject, JsonSchema } from '../json.js';
import { answered } from '../schema/conform.js';
import { inputOf, listAction, selected, worded, writeAction } from './action-kinds.js';
import { notesOf, withNotes } from './write-notes.js';

const resource = 'actions';
const about = { toolset: 'tickets', resource } as const;

interface Told {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly members: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  /** The fields that the action is posted with. */
  readonly fields: (input: JsonObject) => JsonObject;
}

/** An action on a ticket of one kind: a note, a reply, time spent. */
function ticketAction({ members, required, fields, ...rest }: Told): Action {
  const output = withNotes(selected(resource));
  return {
    ...rest,
    toolset: 'tickets',
    effect: 'write',
    safety: 'unsafe',
    scopes: ['edit:tickets'],
    operation: 'actions.upsert',
    layout: 'flat',
    input: inputOf(worded(resource, { ticket_id: { type: 'integer' }, ...members }), [
      'ticket_id',
      ...required,
    ]),
    output,
    run: async (client, { ticket_id, ...input }, { signal, whole }) => {
      const made = await client
        .resource(resource)
        .create({ ticket_id, ...fields(input) }, { signal });
      return answered({ ...made, ...notesOf(made) }, output, whole);
    },
  };
}

const note: JsonSchema = { type: 'string', minLength: 1 };
const outcome: JsonSchema = {
  type: 'string',
  minLength: 1,
  description: "Name of the action's outcome in Halo.",
};

/** What was done on tickets: read it, and add to it. */
export const historyActions: readonly Action[] = [
  listAction({
    ...about,
    name: 'get_ticket_actions',
    title: 'Get Ticket Actions',
    description:
      'Reads what was done on a ticket: notes, emails, status changes and time, newest first.',
    filters: [
      'ticket_id',
      'count',
      'excludesys',
      'excludeprivate',
      'conversationonly',
      'agentonly',
    ],
    rows: 'actions',
  }),
  ticketAction({
    name: 'add_ticket_note',
    title: 'Add Note to Ticket',
    description: 'Adds a note to a ticket, by default hidden from the user.',
    members: { note, hidden_from_user: { type: 'boolean' }, outcome },
    required: ['note'],
    fields: ({ note: text, hidden_from_user = true, outcome: named = 'Private Note' }) => ({
      note: text,
      outcome: named,
      hiddenfromuser: hidden_from_user,
    }),
  }),
  ticketAction({
    name: 'reply_to_ticket',
    title: 'Reply to Ticket',
    description:
      'Answers the user of a ticket by email, as the action of this outcome does in Halo.',
    members: { note, email_to: { type: 'string' }, new_status: { type: 'integer' }, outcome },
    required: ['note'],
    fields: ({ note: text, email_to, new_status, outcome: named = 'Email User' }) => ({
      note: text,
      outcome: named,
      sendemail: true,
      hiddenfromuser: false,
      ...(email_to === undefined ? {} : { emailto: email_to }),
      ...(new_status === undefined ? {} : { new_status }),
    }),
  }),
  ticketAction({
    name: 'log_time',
    title: 'Log Time on Ticket',
    description: 'Adds time, in hours, to a ticket.',
    members: {
      hours: { type: 'number', minimum: 0 },
      note,
      outcome,
      charge_rate: { type: 'integer' },
    },
    required: ['hours', 'note'],
    fields: ({ hours, note: text, outcome: named = 'Time Entry', charge_rate }) => ({
      timetaken: hours,
      note: text,
      outcome: named,
      hiddenfromuser: true,
      ...(charge_rate === undefined ? {} : { chargerate: charge_rate }),
    }),
  }),
  listAction({
    toolset: 'billing',
    resource: 'timesheetEvents',
    name: 'get_time_entries',
    title: 'Get Time Entries',
    description: 'Reads the time that agents have booked between two dates.',
    filters: ['agent_id', 'start_date', 'end_date'],
    rows: 'entries',
  }),
  writeAction({
    toolset: 'billing',
    resource: 'timesheetEvents',
    name: 'add_or_update_time_entry',
    title: 'Add or Update Time Entry',
    description: 'Books time of an agent, or changes an entry where there is an id.',
    required: ['start_date', 'end_date', 'agent_id'],
    way: 'either',
  }),
];
