import { setFlagsFromString } from 'node:v8';
import { type Command, Option } from 'commander';
import type { ResourceClient } from 'halopsa';
import { type Operation, usualPartners } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import type { Context } from '../context.js';
import { type FlagValue, flagParser } from '../flags/flag-value.js';
import { queryValues } from '../flags/wire-options.js';
import { completeness } from '../output/completeness.js';
import type { Progress } from '../output/progress.js';
import { UsageError } from '../usage-error.js';
import { withContext } from '../with-context.js';
import { addQueryFlags } from './query-flags.js';
import type { VerbSetting } from './verb.js';

interface ListOptions {
  readonly all?: true;
  readonly limit?: number;
  readonly page?: number;
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
export function addList({ command, resource, verb, host }: VerbSetting): void {
  const positive = flagParser('int')!.parse as (text: string) => number;
  command.addOption(
    new Option('--all', 'fetch every page, and fail if rows are missing').conflicts('page'),
  );
  command.addOption(
    new Option('--limit <int>', 'stop after so many rows').argParser(positive).conflicts('page'),
  );
  if ('page_no' in verb.operation.query)
    command.addOption(new Option('--page <int>', 'fetch this page, from 1').argParser(positive));
  addQueryFlags(command, verb.operation, resource, listFlags);
  if (verb.fixedQuery) command.argument('<id>', `int id of the ${resource.singular}`);
  command.action((...received: unknown[]) => {
    const running = received.at(-1) as Command;
    const wanted = { operation: verb.operation, fixed: verb.fixedQuery?.(running.args) ?? {} };
    return withContext(running, host, (context) => runList(running, wanted, context), {
      records: verb.operation.resource,
    });
  });
}

async function runList(
  command: Command,
  { operation, fixed }: { operation: Operation; fixed: Query },
  context: Context,
): Promise<void> {
  const options = command.opts<ListOptions>();
  for (const name of ['limit', 'page'] as const) {
    if (options[name] !== undefined && options[name] < 1)
      throw new UsageError(`--${name} starts at 1. Nothing was sent.`);
  }
  const query: Query = {
    ...wholePage(operation),
    ...queryValues(command, operation, context.globals),
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
}

/** A page is as long as Halo makes one, unless the line says otherwise. */
const wholePage = ({ query }: Operation): Query =>
  'page_size' in query ? { page_size: rowsPerPage } : {};

interface Wanted {
  readonly query: Query;
  readonly columns: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

async function printPage(
  rows: ResourceClient,
  { query, columns }: Wanted,
  { printer, host }: Context,
): Promise<Outcome> {
  const page = await rows.list(query, { signal: host.signal });
  const shown = await printer.rows(page.items, columns);
  // The last page of many has no next one, and still it is not the whole.
  return {
    shown,
    total: page.recordCount,
    more: page.hasNextPage || (page.recordCount ?? 0) > shown,
  };
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
    const shown = await printer.rows(
      rows.listAll(query, { limit, onPage, signal: host.signal }),
      columns,
    );
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
