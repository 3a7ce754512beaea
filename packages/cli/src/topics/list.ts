import { setFlagsFromString } from 'node:v8';
import type { ResourceClient } from 'halopsa';
import { type Operation, usualPartners } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import { type FlagValue, wholeNumber } from '../flags/flag-value.js';
import { queryValues, type WireValues } from '../flags/wire-options.js';
import { rowsOf } from '../output/answered.js';
import { completeness } from '../output/completeness.js';
import type { Progress } from '../output/progress.js';
import { UsageError } from '../usage-error.js';
import type { NamedRows } from './names-of-rows.js';
import { queryFlags } from './query-flags.js';
import type { VerbSetting } from './verb.js';
import { verbBasics } from './verb-basics.js';

interface ListOptions {
  readonly all?: true | undefined;
  readonly limit?: number | undefined;
  readonly page?: number | undefined;
}

/** What was listed: the rows printed, the server's count where it gave one, and whether more are there. */
interface Outcome {
  readonly shown: number;
  readonly total: number | undefined;
  readonly more: boolean;
}

type Query = Record<string, FlagValue>;

/** Flags of ours on a list, without dashes. */
const listFlags: readonly string[] = ['all', 'limit', 'page'];

/** Rows that Halo gives a page at most. */
const rowsPerPage = 100;

/** `halo <topic> list`: one page, or with `--all` or `--limit` as many as it takes. */
export function listCommand(setting: VerbSetting): CommandSpec {
  const { resource, verb } = setting;
  const { operation, fixedQuery } = verb;
  const paging = {
    all: option('--all', 'fetch every page, and fail if rows are missing', { conflicts: 'page' }),
    limit: option('--limit <int>', 'stop after so many rows', {
      parse: wholeNumber,
      conflicts: 'page',
    }),
  };
  const page = option('--page <int>', 'fetch this page, from 1', { parse: wholeNumber });
  return defineCommand({
    ...verbBasics(setting),
    arguments: fixedQuery ? { id: argument('<id>', `int id of the ${resource.singular}`) } : {},
    options: 'page_no' in operation.query ? { ...paging, page } : paging,
    flags: { query: queryFlags(operation, resource, listFlags) },
    records: operation.resource,
    run: ({ id, query, ...options }, context) =>
      runList(
        { operation, options, query, fixed: id === undefined ? {} : (fixedQuery?.(id) ?? {}) },
        context,
      ),
  });
}

interface Listing {
  readonly operation: Operation;
  readonly options: ListOptions;
  readonly query: WireValues;
  readonly fixed: Query;
}

async function runList(
  { operation, options, query: given, fixed }: Listing,
  context: Context,
): Promise<void> {
  for (const name of ['limit', 'page'] as const) {
    if ((options[name] ?? 1) < 1) throw new UsageError(`--${name} starts at 1. Nothing was sent.`);
  }
  const query: Query = {
    ...wholePage(operation),
    ...queryValues(given, operation, context.globals),
    ...(options.page === undefined ? {} : { page_no: options.page }),
    ...fixed,
  };
  for (const [name, usual] of Object.entries(usualPartners(operation, query)))
    context.note(`The dates bound ${usual}; --${name} names another date.`);
  const rows = (await context.client()).resource(operation.resource);
  const columns = detailsOf(operation.resource).columns;
  const everything = options.all === true || options.limit !== undefined;
  const outcome = everything
    ? await printAll(rows, { query, columns, limit: options.limit }, context)
    : await printPage(rows, { query, columns }, context);
  context.note(context.noteColours.dim(completeness(outcome.shown, outcome.total, outcome.more)));
  if (outcome.shown === 0) await noteScope(operation, query, context);
}

/** An empty list that nothing narrows would be taken for an answer where Halo leaves such a list empty. */
async function noteScope(operation: Operation, query: Query, { note }: Context): Promise<void> {
  const { scopesOf } = await import('halopsa-catalogue/parameter-rules');
  const scopes = scopesOf(operation);
  const isGiven = (name: string): boolean =>
    query[name] !== undefined || query[name.replace(/_id$/, '')] !== undefined;
  if (scopes.length === 0 || scopes.some(isGiven)) return;
  const flags = scopes.map((name) => `--${name.replaceAll('_', '-')}`).join(' or ');
  note(`Halo leaves this list empty unless it is narrowed: give ${flags}.`);
}

/** A page is as long as Halo makes one, unless the line says otherwise. */
const wholePage = ({ query }: Operation): Query =>
  'page_size' in query ? { page_size: rowsPerPage } : {};

interface Wanted {
  readonly query: Query;
  readonly columns: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

/** Rows that Halo gives, and counts, where it saw no request for a page (behaviour: paging.unpaged-count-is-rows). */
const defaultRows = 50;

/** Rows with names for a person at a terminal; nobody else waits for what that takes to load. */
const namedFor = async (
  context: Context,
  named: NamedRows,
  { resource }: ResourceClient,
): Promise<NamedRows> =>
  context.host.stdout.isTTY === true
    ? (await import('./names-of-rows.js')).withNames(named, resource.attribute, context)
    : named;

async function printPage(
  rows: ResourceClient,
  { query, columns }: Wanted,
  context: Context,
): Promise<Outcome> {
  const { printer, host } = context;
  const page = await rows.list(query, { signal: host.signal });
  const named = await namedFor(context, { rows: rowsOf(page.items), columns }, rows);
  const shown = await printer.rows(named.rows, named.columns);
  // The last page of many has no next one, and still it is not the whole.
  const { recordCount: total } = page;
  const isCut = page.pageNo === 1 && shown === defaultRows && total === defaultRows;
  const isBehind = page.pageNo > 1 && shown === 0;
  return { shown, total, more: page.hasNextPage || isCut || isBehind || (total ?? 0) > shown };
}

async function printAll(
  rows: ResourceClient,
  { query, columns, limit }: Wanted,
  context: Context,
): Promise<Outcome> {
  const { printer, host } = context;
  if (limit === undefined) keepHeapSmall();
  const progress = await progressOf(context);
  let total: number | undefined;
  const onPage = ({
    received,
    expected,
  }: {
    received: number;
    expected: number | undefined;
  }): void => {
    total = expected;
    progress?.update(
      received,
      limit === undefined || expected === undefined
        ? (expected ?? limit)
        : Math.min(expected, limit),
    );
  };
  try {
    const all = rowsOf(rows.listAll(query, { limit, onPage, signal: host.signal }));
    const named = await namedFor(context, { rows: all, columns }, rows);
    const shown = await printer.rows(named.rows, named.columns);
    return {
      shown,
      total,
      more: limit !== undefined && shown >= limit && (total === undefined || total > shown),
    };
  } finally {
    progress?.end();
  }
}

/** Rows live for a moment only: room for the young that grows to Node's limit would hold tens of megabytes of the dead. */
const keepHeapSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');

/** Somebody at a terminal sees how far it is, unless rows scroll by there already. */
async function progressOf({
  host,
  globals,
  noteColours,
  client,
}: Context): Promise<Progress | undefined> {
  const scrolls =
    host.stdout.isTTY === true && globals.out === undefined && globals.output !== 'table';
  if (host.stderr.isTTY !== true || scrolls) return undefined;
  const { Progress } = await import('../output/progress.js');
  return new Progress({
    host,
    colours: noteColours,
    unit: 'rows',
    budget: (await client()).budget,
    perRequest: rowsPerPage,
  });
}
