import type { Behaviour, Context } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';

/** The fields of every ticket type in one list, those of a group in its place. */
export const ticketTypeFieldsTogether: Behaviour = {
  ids: ['ticket-types.fields-listed'],
  resource: 'ticketTypeFields',
  rules: { source: (_query, context) => allFields(context) },
};

function allFields(context: Context): HaloRecord[] {
  const flat = (rows: readonly HaloRecord[]): HaloRecord[] =>
    rows.flatMap((row) => {
      const members = objectsOf((row.group as HaloRecord | undefined)?.fields);
      return members.length > 0 ? flat(members) : [row];
    });
  return [...context.records('ticketTypes').scan()].flatMap(({ fields }) =>
    flat(objectsOf(fields)),
  );
}
