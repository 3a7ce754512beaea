import type { Behaviour, Context, ResourceModel } from '../../resources/contract.js';
import type { HaloRecord, WritableRecord } from '../../store/port.js';

/** What the caller may do with a ticket's files and history. */
export const ticketsDetailRights: Behaviour = {
  ids: ['tickets.detail-rights'],
  resource: 'tickets',
  rules: {
    detail: (ticket) => ({
      ...ticket,
      _can_view_att: true,
      _can_upload_att: true,
      _can_download_att: true,
      _can_edit_att: true,
      _can_view_action_history: true,
    }),
  },
};

/** Fields of a ticket that mean something by being there at all. */
const TELLING: ReadonlySet<string> = new Set(['hasbeenclosed', 'deleted', 'inactive']);

/** The whole ticket has hundreds of fields, since numbers and booleans have a value even where none was set. */
export const ticketsAreLarge: Behaviour = {
  ids: ['get.ticket-is-large'],
  priority: 'following',
  resource: 'tickets',
  rules: {
    detail: (ticket, query, context) => {
      if (query.flag('includedetails') !== true) return ticket;
      const unset: WritableRecord = {};
      for (const { name, type } of context.model('tickets').schema?.fields.values() ?? []) {
        if (
          name.startsWith('_') ||
          TELLING.has(name) ||
          name.endsWith('_id') ||
          ticket[name] !== undefined
        )
          continue;
        if (type === 'bool') unset[name] = false;
        else if (type === 'int' || type === 'double') unset[name] = 0;
      }
      return { ...ticket, ...unset } as HaloRecord;
    },
  },
};

/** `userlookup` names the user as the web screen does; -1 is the general user of the client. */
export const ticketsGeneralUser: Behaviour = {
  ids: ['tickets.general-user'],
  priority: 'following',
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    extraFields: { userlookup: 'any' },
    prepare: ({ patch, next }) => {
      const lookup = patch.userlookup as HaloRecord | undefined;
      delete next.userlookup;
      if (Number(patch.user_id ?? lookup?.id) === -1)
        Object.assign(next, { user_id: -1, user_name: 'General User' });
    },
  },
};

const MOST_COLUMNS = 8;

/** The first fields that rows of the resource have. */
function columnsOf(model: ResourceModel, context: Context): string[] {
  for (const record of context.records(model.resource.attribute).scan())
    return Object.keys(record)
      .filter((name) => model.rowFields?.has(name) !== false)
      .slice(0, MOST_COLUMNS);
  return ['id'];
}

/** With `includecolumns` a list answers its columns beside the rows, and repeats the profile that was asked for. */
export const ticketsColumns: Behaviour = {
  ids: ['list.column-profiles'],
  resource: ['tickets', 'clients', 'assets'],
  rules: {
    envelope: (query, context, model) => {
      const profile = query.int('columns_id');
      if (query.flag('includecolumns') !== true)
        return profile === undefined ? {} : { columns_id: profile };
      const columns = columnsOf(model, context).map((name, index) => ({
        id: index + 1,
        name,
        sequence: index + 1,
      }));
      return { columns_id: profile ?? 1, columns };
    },
  },
};
