import type { Resource } from 'halopsa-catalogue';
import { about } from '../about.js';
import type { Context } from '../context.js';
import { rowOf } from '../output/answered.js';
import { isRow, type Value } from '../output/json-value.js';
import type { Row } from '../output/printer.js';
import { logWrite, pick, watched } from './audit-log.js';
import { mergeCustomFields } from './custom-fields.js';
import { demandUnchanged, refuseUnknownFields } from './if-unchanged.js';

/** One record and what shall be done to it. */
export interface Update {
  readonly resource: Resource;
  readonly id: number | string;
  readonly patch: Row;
  readonly customFields: Readonly<Record<string, string>> | undefined;
  /** What has to hold before anything is sent. */
  readonly expected: Row | undefined;
  /** Fields that are sent although the catalogue does not know them. */
  readonly extraFields?: Row | undefined;
  readonly readBack?: boolean;
  /** A mark that all writes of one command share. */
  readonly together?: string | undefined;
}

/** Changes a record and logs what was there before. */
export async function guardedUpdate(update: Update, context: Context): Promise<Row> {
  const {
    resource,
    id,
    patch,
    customFields,
    expected,
    extraFields,
    readBack = false,
    together,
  } = update;
  const { host } = context;
  const what = `${resource.singular} ${id}`;
  const connection = await context.connection();
  const rows = connection.client.resource(resource.attribute);
  const isNeeded = expected !== undefined || customFields !== undefined;
  const before = await readBefore(
    { resource, id, isNeeded, whole: customFields !== undefined || 'customfields' in patch },
    context,
  );
  if (expected && before) {
    await refuseUnknownFields(expected, before, resource);
    demandUnchanged(before, expected, what.charAt(0).toUpperCase() + what.slice(1));
  }
  const body = {
    ...patch,
    ...(customFields
      ? { customfields: mergeCustomFields([before ?? {}, patch], customFields) }
      : {}),
    id,
  };
  const all = { ...body, ...extraFields };
  const sent = Object.keys(all).filter((name) => name !== 'id');
  const named = { action: 'update', resource: resource.attribute, id, together } as const;
  const entry = { ...named, sent: all, before: before && pick(before, sent) };
  const options = {
    signal: host.signal,
    extraFields,
    ...(readBack && { readBack: 'warn' as const }),
  };
  const answer = await watched(entry, about(what, rows.update(body, options)), context);
  const updated = rowOf(answer);
  const after = isRow(updated) ? pick(updated, Object.keys(all)) : undefined;
  // An appointment may come back under a new id, by which an undo has to find it.
  await logWrite({ ...entry, id: idAfter(updated) ?? id, after }, context);
  return updated;
}

const idAfter = (record: Value): number | string | undefined => {
  const id = isRow(record) ? record['id'] : undefined;
  return typeof id === 'number' || typeof id === 'string' ? id : undefined;
};

/** Which record is read, and what for. */
interface Reading {
  readonly resource: Resource;
  readonly id: number | string;
  readonly isNeeded: boolean;
  /** True where custom fields are wanted too, which Halo leaves out unless it is asked for them. */
  readonly whole?: boolean;
}

/** The record as it stands now. Where that is only wanted for the log, not being able to read it is no reason not to write. */
export async function readBefore(
  { resource, id, isNeeded, whole = false }: Reading,
  context: Context,
): Promise<Row | undefined> {
  const { client, lasting } = await context.connection();
  const affordable =
    lasting && resource.operations['get'] !== undefined && (resource.needs.get ?? []).length === 0;
  if (context.globals.dryRun || !(isNeeded || affordable)) return undefined;
  const what = `${resource.singular} ${id}`;
  const query =
    whole && 'includedetails' in (resource.operations['get']?.query ?? {})
      ? { includedetails: true }
      : {};
  const read = about(
    what,
    client.resource(resource.attribute).get(id, query, { signal: context.host.signal }),
  ).then(rowOf);
  return isNeeded ? read : read.catch((error: unknown) => ignoreUnlessStopped(error, context));
}

function ignoreUnlessStopped(error: unknown, { host }: Context): undefined {
  if (host.signal.aborted) throw error;
  return undefined;
}
