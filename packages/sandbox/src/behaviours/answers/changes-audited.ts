import { tableOf } from 'halopsa-catalogue/tables';
import { formatHaloDate } from 'halopsa-ground';
import type { Behaviour, Context } from '../../resources/contract.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';

/** Resources whose changes are kept. */
const AUDITED: readonly string[] = [
  'tickets',
  'projects',
  'opportunities',
  'clients',
  'sites',
  'users',
  'agents',
  'assets',
  'contracts',
];

/** The table whose rows are tickets. */
const TICKETS = tableOf('tickets');

/** Fields that change with every write and say nothing. */
const SILENT: ReadonlySet<string> = new Set(['last_update', 'lastactiondate', 'last_modified']);

/** Every change of a field is an entry of the audit: who, when, from what and to what. */
export const changesAudited: readonly Behaviour[] = AUDITED.map(
  (resource): Behaviour => ({
    ids: ['audit.changes-kept'],
    priority: 'last',
    resource,
    rules: {
      written: (record, before, context) => {
        if (!before) return;
        for (const field of new Set([...Object.keys(before), ...Object.keys(record)]))
          if (
            !SILENT.has(field) &&
            isPlain(before[field]) &&
            isPlain(record[field]) &&
            before[field] !== record[field]
          )
            enter(
              resource,
              record,
              { value: field, from: textOf(before[field]), to: textOf(record[field]) },
              context,
            );
      },
      removed: (record, context) =>
        enter(resource, record, { value: 'deleted', from: '', to: 'true' }, context),
    },
  }),
);

const isPlain = (value: HaloValue): boolean => typeof value !== 'object' || value === null;
const textOf = (value: HaloValue): string =>
  value === undefined || value === null ? '' : String(value);

function enter(resource: string, record: HaloRecord, change: HaloRecord, context: Context): void {
  const table = tableOf(resource);
  const entries = context.records('auditEntries');
  const id = entries.nextId();
  const about = {
    table_name: table,
    id1: record.id,
    ...(table === TICKETS ? { ticket_id: record.id } : {}),
  };
  const { agentId } = context.session;
  entries.put(id, {
    id,
    ...about,
    ...change,
    agent_id: agentId,
    clientid: record.client_id,
    date: formatHaloDate(context.clock.now()),
  });
}

/** The newest entries of the audit come first. */
export const auditNewestFirst: Behaviour = {
  ids: ['audit.newest-first'],
  resource: 'auditEntries',
  rules: { order: { field: 'id', descending: true } },
};
