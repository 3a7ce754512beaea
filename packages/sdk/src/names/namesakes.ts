import { findResource } from 'halopsa-catalogue';
import {
  addRow,
  calledBy,
  meantFirst,
  type Named,
  type NewTable,
  nameKey,
  searchWord,
} from 'halopsa-catalogue/names';
import type { Reference } from 'halopsa-catalogue/references';
import type { Query } from '../codec/query.js';
import type { CallInput, CallOptions } from '../core/call.js';
import type { ClientContext } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { recallNames } from './recall-names.js';

/** A list in which names are looked up. */
export interface NameList {
  readonly reference: Reference;
  /** What narrows the list down, or has it leave nothing out. */
  readonly query: Query;
  readonly options: CallOptions;
  /** Whether it is enough to know that a list read a moment ago has no such name. */
  readonly acceptsKept?: boolean;
}

/** The records that have a name: found by a search where the list has one, and among all of its records otherwise. */
export async function namesakes(
  context: ClientContext,
  list: NameList,
  name: string,
): Promise<readonly Named[]> {
  const key = nameKey(name);
  const word = searchable(list.reference) ? searchWord(name) : undefined;
  if (word === undefined) return amongAll(context, list, name);
  const found = await recallNames(context, `${listKey(list)} ${key}`, async () =>
    (await readRows(context, list, word)).flatMap(
      (row) => calledBy(row, list.reference, key) ?? [],
    ),
  );
  return meantFirst(found);
}

/** The same, among all records of the list. */
export async function amongAll(
  context: ClientContext,
  list: NameList,
  name: string,
): Promise<readonly Named[]> {
  const key = nameKey(name);
  const having = (found: readonly Named[]): Named[] => found.filter((one) => hasName(one, key));
  const isEnough = (all: readonly Named[]): boolean =>
    list.acceptsKept === true || having(all).length > 0;
  return meantFirst(having(await wholeList(context, list, isEnough)));
}

/** All records of a list that can be named. */
export const wholeList = (
  context: ClientContext,
  list: NameList,
  isEnough: (found: readonly Named[]) => boolean = () => true,
): Promise<readonly Named[]> =>
  recallNames(
    context,
    listKey(list),
    async () => allNamed(await readRows(context, list), list.reference),
    isEnough,
  );

/** Whether a list takes a text to search for, and comes in pages: otherwise all of it costs no more than a search. */
export function searchable({ resource }: Reference): boolean {
  const { operations, paging } = findResource(resource) ?? {};
  const isPaged = paging === 'page-number' || paging === 'undeclared';
  return isPaged && 'search' in (operations?.['list']?.query ?? {});
}

function allNamed(rows: readonly WireRecord[], reference: Reference): Named[] {
  const table: NewTable = { ids: new Set(), byName: new Map(), labels: [] };
  for (const row of rows) addRow(table, row, reference);
  return [...new Set([...table.byName.values()].flat())];
}

const hasName = ({ names, path }: Named, key: string): boolean =>
  path === key || names.some((name) => nameKey(name) === key);

const listKey = ({ reference, query }: NameList): string => {
  const { resource, key, names, only = {}, last = {} } = reference;
  return JSON.stringify([resource, key, names, query, only, last]);
};

const readRows = (
  { halo }: ClientContext,
  { reference, query, options: { signal, headers, lane } }: NameList,
  search?: string,
): Promise<WireRecord[]> =>
  halo
    .resource(reference.resource)
    .listAll(search === undefined ? query : { ...query, search }, lookUp({ signal, headers, lane }))
    .toArray();

/** A look-up on the way to a call: whoever holds the call back may let it through, since it changes nothing. */
export const lookUp = <Options extends CallOptions>(
  options: Options,
): Options & Pick<CallInput, 'reads'> => ({ ...options, reads: true });
