import { type Reference, wholeListOf } from 'halopsa-catalogue/references';
import { oneLine } from 'halopsa-ground';
import { fileNameStore } from '../connection/name-store.js';
import { namesPath } from '../connection/state-keys.js';
import type { Context } from '../context.js';
import type { Row, Rows } from '../output/printer.js';

/** Rows with the columns that a person sees first. */
export interface NamedRows {
  readonly rows: Rows;
  readonly columns: readonly string[] | undefined;
}

/**
 * Rows with the names of the records that their first columns refer to, for a person at a terminal: lists of Halo carry many ids without
 * them. Only short lists are read for it, a request each, and kept for five minutes; where Halo refuses one, the ids stand.
 */
export async function withNames(
  { rows, columns }: NamedRows,
  resource: string,
  context: Context,
): Promise<NamedRows> {
  const { host, globals } = context;
  if (host.stdout.isTTY !== true || globals.output !== 'table' || globals.columns)
    return { rows, columns };
  const lists = await listsOf(resource, columns ?? [], context);
  if (lists.length === 0) return { rows, columns };
  const named = (row: Row): Row => {
    const added: Record<string, string> = {};
    for (const { field, name, labels } of lists) {
      const label = row[name] === undefined ? labels.get(String(row[field])) : undefined;
      if (label !== undefined) added[name] = label;
    }
    return { ...row, ...added };
  };
  const names = new Map(lists.map(({ field, name }) => [field, name]));
  return {
    rows: mapped(rows, named),
    columns: columns && [...new Set(columns.flatMap((one) => [names.get(one) ?? one, one]))],
  };
}

/** The names behind the ids of a field. */
interface Labels {
  readonly field: string;
  /** The field beside it that holds the name. */
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
}

async function listsOf(
  resource: string,
  columns: readonly string[],
  context: Context,
): Promise<Labels[]> {
  const ids = columns.filter((column) => column.endsWith('_id'));
  if (ids.length === 0) return [];
  const { shortReferenceOf } = await import('halopsa-catalogue/names');
  const found = ids.map(async (field): Promise<Labels[]> => {
    const reference = shortReferenceOf(resource, field);
    const labels = reference && (await labelsOf(reference, context));
    return labels ? [{ field, name: field.replace(/_id$/, '_name'), labels }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** The names of a list by what refers to its records, kept for five minutes; undefined where Halo refuses the list. */
async function labelsOf(
  reference: Reference,
  context: Context,
): Promise<ReadonlyMap<string, string> | undefined> {
  const { resource, key, label = key } = reference;
  const { settings, lasting, client } = await context.connection();
  const store = lasting ? fileNameStore(namesPath(context.host, settings)) : undefined;
  const name = `labels ${resource} ${key} ${label}`;
  const kept = await store?.get(name);
  if (Array.isArray(kept)) return new Map(kept as [string, string][]);
  const query = wholeListOf(resource);
  const rows = await client
    .resource(resource)
    .listAll(query, { signal: context.host.signal })
    .toArray()
    .catch(refused);
  if (!rows) return undefined;
  const { labelsIn } = await import('halopsa-catalogue/names');
  const labels = [...labelsIn(rows, reference)].map(([id, text]): [string, string] => [
    id,
    oneLine(text),
  ]);
  await store?.set(name, labels);
  return new Map(labels);
}

/** A list that the application may not read is no reason to print nothing. */
function refused(error: unknown): undefined {
  const { status } = error as { readonly status?: unknown };
  if (status === 401 || status === 403 || status === 404) return undefined;
  throw error;
}

/** The same rows, each changed; pages stay pages. */
function mapped(rows: Rows, change: (row: Row) => Row): Rows {
  if (!('pages' in rows)) return each(rows, change);
  return {
    pages: async function* pages() {
      for await (const page of rows.pages()) yield page.map(change);
    },
    [Symbol.asyncIterator]: () => each(rows, change)[Symbol.asyncIterator](),
  };
}

async function* each(
  rows: AsyncIterable<Row> | Iterable<Row>,
  change: (row: Row) => Row,
): AsyncGenerator<Row> {
  for await (const row of rows) yield change(row);
}
