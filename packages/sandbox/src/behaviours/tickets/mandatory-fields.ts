import { exception } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';

/** The code of a form's field that has to be filled. */
const REQUIRED = 2;

/** All missing fields of a new ticket are named in one message, one line each; zero counts as unset. */
export const ticketsMandatoryFields: Behaviour = {
  ids: ['tickets.mandatory-fields-joined', 'ticket-types.fields-demand'],
  priority: 'checking',
  resource: 'tickets',
  rules: {
    prepare: ({ before, patch, next }, context) => {
      if (before || patch._novalidate === true) return;
      const type = context.records('ticketTypes').get(Number(next.tickettype_id));
      const demanded = [
        SUMMARY,
        ...(type?.hasmandatorytechfields === true ? demandedFields(type.fields) : []),
      ];
      const missing = demanded.filter((field) => isUnset(heldBy(next, field)));
      if (missing.length > 0)
        throw exception(missing.map(({ label }) => `${label} is mandatory\n`).join(''));
    },
  },
};

/** A field of a ticket, or a custom one, with the words for it. */
interface Demanded {
  readonly name: string;
  readonly label: string;
  readonly custom: boolean;
}

const SUMMARY: Demanded = { name: 'summary', label: 'Summary', custom: false };

/** The fields that a form demands, those of its groups among them. */
const demandedFields = (rows: HaloValue): Demanded[] =>
  objectsOf(rows).flatMap((row) => {
    const members = objectsOf((row.group as HaloRecord | undefined)?.fields);
    if (members.length > 0) return demandedFields(members);
    const info = row.fieldinfo as HaloRecord | undefined;
    if (row.technew !== REQUIRED || !info || info.name === SUMMARY.name) return [];
    return [
      {
        name: String(info.name),
        label: String(info.label ?? row.fieldname ?? info.name),
        custom: Number(info.custom ?? 0) > 0,
      },
    ];
  });

const heldBy = (ticket: HaloRecord, { name, custom }: Demanded): HaloValue =>
  custom
    ? objectsOf(ticket.customfields).find((field) => field.name === name)?.value
    : ticket[name];

const isUnset = (value: HaloValue): boolean =>
  value === undefined || value === null || value === '' || value === 0;
