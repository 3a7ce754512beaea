import { findSchema } from 'halopsa-catalogue/schemas';
import type { Behaviour, Context } from '../../resources/contract.js';
import type { HaloRecord, HaloValue, WritableRecord } from '../../store/port.js';

/** As many fields as the form of a ticket type had where its size was measured. */
const FORM_FIELDS = 33;

/**
 * The detail of a ticket as a live server sends it: it contains its type, priority and user as whole records, and the
 * forms of all actions, but not the names of type and priority. A ticket is some 200 KB this way.
 */
export const ticketsExpanded: Behaviour = {
  ids: ['tickets.expanded-detail', 'tickets.empty-dates'],
  priority: 'following',
  resource: ['tickets', 'projects', 'opportunities'],
  optional: true,
  rules: {
    detail: (ticket, query, context) => {
      const { tickettype_name: _, priority_name: __, ...plain } = ticket;
      const record = (resource: string, id: HaloValue): HaloRecord | undefined =>
        context.records(resource).get(Number(id));
      const [priority] = context.records('priorities').matching('priorityid', ticket.priority_id);
      return {
        ...EMPTY_DATES,
        ...plain,
        tickettype: {
          ...whole('TicketType', record('ticketTypes', ticket.tickettype_id)),
          fields: form(FORM_FIELDS),
        },
        priority: whole('Priority', priority),
        user: whole('User', record('users', ticket.user_id)),
        ...(query.flag('includedetails') === true && { extra_actions: actionForms(context) }),
      };
    },
  },
};

/** The value of an unset date, by its field. */
const EMPTY_DATES: HaloRecord = {
  targetdate: '1900-01-01T00:00:00',
  deadlinedate: '1900-01-01T00:00:00',
  auditdate: '1899-12-30T00:00:00',
  laststatuschangestatusdate: '1899-12-30T00:00:00',
  reviewed_date: '1899-12-30T00:00:00',
  lastincomingemail: '0001-01-01T00:00:00',
};

const actionForms = (context: Context): HaloRecord[] =>
  [...context.records('outcomes').scan()].map((outcome) => ({
    ...whole('Outcome', outcome),
    fields: form(2),
  }));

const form = (count: number): HaloRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    ...whole('RequestTypeField', { id: index + 1, seq: index }),
    fieldinfo: whole('FieldInfo', { id: index + 1 }),
  }));

/** A record with a value in every plain field of its schema. */
function whole(schema: string, record: HaloRecord | undefined): HaloRecord {
  const values: WritableRecord = {};
  for (const { name, type } of findSchema(schema)?.fields.values() ?? [])
    if (!name.startsWith('_')) values[name] = UNSET[type];
  return { ...values, ...record };
}

/** The value of an unset field, by its type; one of another type is left out. */
const UNSET: HaloRecord = {
  int: 0,
  long: 0,
  double: 0,
  bool: false,
  string: '',
};
