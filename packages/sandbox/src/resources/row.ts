import type { HaloRecord, HaloValue, WritableRecord } from '../store/port.js';
import type { Call, ResourceModel } from './contract.js';
import { writerOf } from './decimals.js';

/** Fields that only the details of a record show. */
const DETAIL_FIELDS: ReadonlySet<string> = new Set(['customfields']);

/**
 * How the rows of a list are written: the fields of the contract's row, without those that wait for a flag.
 * The text of a record is kept beside it for lists that ask for no more, since lists are read far more often than records change.
 */
export function rowWriter(call: Call): (record: HaloRecord) => string {
  const { query, model, context } = call;
  if (query.flag('idonly') === true || query.flag('ticketidonly') === true)
    return (record) => JSON.stringify({ id: record.id });
  const flags = Object.assign({}, ...model.every('rowFlags')) as Readonly<
    Record<string, readonly string[]>
  >;
  const asked = Object.entries(flags).filter(([name]) => query.flag(name) === true);
  const shown = new Set([
    ...asked.flatMap(([, fields]) => fields),
    ...model.every('shows').flatMap((rule) => rule(query, context)),
  ]);
  const waiting = Object.values(flags).flat();
  const hidden = new Set([
    ...waiting.filter((field) => !shown.has(field)),
    ...model.every('secretFields').flat(),
  ]);
  const customFields = new Set(query.list('include_custom_fields').map(Number));
  const text = writerOf(model);
  const write = (record: HaloRecord): string =>
    text(project(record, model.rowFields, hidden, customFields));
  if (shown.size > 0 || customFields.size > 0) return write;
  return context.rowText(write);
}

function project(
  record: HaloRecord,
  fields: ReadonlySet<string> | undefined,
  hidden: ReadonlySet<string>,
  customFields: ReadonlySet<number>,
): HaloRecord {
  const row: WritableRecord = {};
  for (const name in record) {
    if (DETAIL_FIELDS.has(name) || hidden.has(name) || (fields && !fields.has(name))) continue;
    row[name] = record[name];
  }
  if (customFields.size > 0) row.customfields = chosen(record.customfields, customFields);
  return row;
}

const chosen = (value: HaloValue, ids: ReadonlySet<number>): HaloValue[] =>
  Array.isArray(value) ? value.filter((field: HaloRecord) => ids.has(Number(field.id))) : [];

/** A record without the fields that only its creator sees. */
export function withoutSecrets(record: HaloRecord, model: ResourceModel): HaloRecord {
  const secrets = model.every('secretFields').flat();
  return secrets.length === 0
    ? record
    : Object.fromEntries(Object.entries(record).filter(([name]) => !secrets.includes(name)));
}
