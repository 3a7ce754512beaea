import type { Operation, Resource } from 'halopsa-catalogue';
import type { Query } from '../codec/query.js';
import { type Rows, readRows } from '../codec/rows.js';
import { shown } from '../codec/shown.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { ListAllOptions, WireRecord } from '../core/records.js';
import { HaloIncompleteListError } from '../errors/list-and-write-errors.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { queryWithIds } from '../names/with-ids.js';
import { isDoubtful, Page } from '../paging/page.js';
import { type PageQuery, type PageSource, paginate } from '../paging/paginate.js';

const defaultRows = 50;

const isPaged = (style: string | undefined): boolean =>
  style === 'page-number' || style === 'undeclared';

/** Reads one page of a list. */
export async function readPage(
  context: Context,
  operation: Operation,
  given: Query,
  options: CallOptions,
): Promise<Page<WireRecord>> {
  const { caller, resource } = context;
  const query = await queryWithIds(context, operation, given, options);
  const { pageinate: _, page_no: askedNo, page_size: askedSize, ...filters } = query;
  const top = query.count !== undefined;
  positive(query.count, 1, 'count', operation);
  const pageNo = positive(askedNo, 1, 'page_no', operation);
  const pageSize = Math.min(
    resource.pageRows,
    positive(askedSize, defaultRows, 'page_size', operation),
  );
  const paged = isPaged(resource.paging) && !top;
  if (!paged && pageNo > 1) throw withoutPages(operation, top);
  const paging = paged ? { pageinate: true, page_size: pageSize, page_no: pageNo } : {};
  const { value, status } = await caller.call(operation, {
    ...options,
    query: { ...filters, ...paging },
  });
  const { rows, recordCount } = readRows(resource, value, status);
  return new Page<WireRecord>({
    items: rows.map(context.adopt),
    recordCount: countOf({ rows, recordCount }, resource, pageNo),
    pageNo,
    pageSize,
    next: paged
      ? async () => {
          const next = await readPage(
            context,
            operation,
            { ...query, page_no: pageNo + 1 },
            options,
          );
          if (pageNo === 1 && isDoubtful(rows, recordCount))
            refuseRepeat(resource, rows, next.items);
          return next;
        }
      : undefined,
  });
}

/** The count of a page; one behind the end counts 0 rows, which says nothing of the list (behaviour: paging.past-end-count-zero). */
function countOf(
  { rows, recordCount }: Rows,
  { list }: Resource,
  pageNo: number,
): number | undefined {
  if (pageNo > 1 && rows.length === 0) return recordCount === 0 ? undefined : recordCount;
  return recordCount ?? (list?.kind === 'array' ? rows.length : undefined);
}

/** A server that gives the same 50 rows for every page sees no request for one, and may have more. */
function refuseRepeat(
  { attribute, key }: Resource,
  rows: readonly WireRecord[],
  next: readonly WireRecord[],
): void {
  const isSame = rows.every((row, at) => key.every((name) => row[name] === next[at]?.[name]));
  if (isSame && next.length === rows.length)
    throw new HaloIncompleteListError(
      `${attribute}.list`,
      rows.length,
      rows.length,
      'it answers the second page with the first one, so more rows may stand behind',
    );
}

/** The pages of a whole list, one after the other. */
export async function* readPages(
  context: Context,
  operation: Operation,
  given: Query,
  options: ListAllOptions,
): AsyncGenerator<readonly WireRecord[], void, undefined> {
  const {
    limit = Number.POSITIVE_INFINITY,
    concurrency = context.concurrency,
    onPage,
    ...call
  } = options;
  const query = await queryWithIds(context, operation, given, options);
  const { page_no: pageNo, page_size: pageSize, pageinate: _, count, ...filters } = query;
  if (pageNo !== undefined)
    throw new HaloUsageError(
      `${operation.id}: page_no goes with list; listAll reads every page`,
      'Nothing was sent.',
    );
  if (!(limit >= 0))
    throw new HaloUsageError(`${operation.id}: limit must be 0 or more`, 'Nothing was sent.');
  const most = Math.min(
    limit,
    count === undefined ? Number.POSITIVE_INFINITY : positive(count, 1, 'count', operation),
  );
  if (most === 0) return;
  const { pageRows, pagesSeen, attribute } = context.resource;
  const { wholeCounts } = context.memory;
  const ended = new AbortController();
  const signal = call.signal ? AbortSignal.any([call.signal, ended.signal]) : ended.signal;
  const load: PageSource['load'] = async (page) => {
    const asked = askedFor(page, { filters, call, resource: context.resource });
    const { value, status } = await context.caller.call(operation, { ...call, ...asked, signal });
    const answer = readRows(context.resource, value, status);
    return { ...answer, rows: answer.rows.map(context.adopt) };
  };
  try {
    yield* paginate({
      resource: context.resource,
      pageSize: Math.min(pageRows, positive(pageSize, pageRows, 'page_size', operation), most),
      concurrency: Math.max(1, concurrency),
      takesCount: 'count' in operation.query,
      limit: most,
      order: orderOf(context.resource, operation, filters),
      filtered: isFiltered(operation, filters),
      counts: {
        areWhole: () => pagesSeen || wholeCounts.has(attribute),
        noteWhole: () => void wholeCounts.add(attribute),
      },
      onPage,
      load,
    });
  } finally {
    // Pages read ahead of a reader who stopped are of no use to anybody.
    ended.abort();
  }
}

/** The query of a page. A list without pages is asked for one where it may have been cut, though its contract names none. */
function askedFor(
  page: PageQuery,
  { filters, call, resource }: { filters: Query; call: CallOptions; resource: Resource },
): Pick<CallOptions, 'extraQuery'> & { query: Query } {
  return 'page_no' in page && resource.paging === 'none'
    ? { query: filters, extraQuery: { ...call.extraQuery, ...page } }
    : { query: { ...filters, ...page }, extraQuery: call.extraQuery };
}

const withoutPages = ({ id }: Operation, top: boolean): HaloUsageError =>
  new HaloUsageError(
    top
      ? `${id}: count gives the first rows and goes with no page`
      : `${id} has no pages: it answers with the whole list`,
    'Halo would ignore page_no, so nothing was sent. Leave one of them out, or page_no where there are no pages.',
  );

/** Who says what a list is sorted by; by ids only where they are numbers and tell the rows apart. */
function orderOf(
  { key, idKind }: Resource,
  operation: Operation,
  filters: Query,
): PageSource['order'] {
  if (!('order' in operation.query) || idKind !== 'int' || key.join() !== 'id') return 'fixed';
  return filters.order === undefined ? 'free' : 'asked';
}

/** Whether an update can bring a row into a list. Each parameter may narrow it; lists hide inactive records unless asked for them too. */
function isFiltered(
  operation: Operation,
  { order: _, orderdesc: __, includeinactive, ...filters }: Query,
): boolean {
  const showsAll =
    String(includeinactive).toLowerCase() === 'true' && 'includeinactive' in operation.query;
  const hides =
    !showsAll && ['includeinactive', 'activeinactive'].some((name) => name in operation.query);
  return hides || Object.values(filters).some((value) => value !== undefined);
}

function positive(value: unknown, fallback: number, name: string, operation: Operation): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new HaloUsageError(
    `${operation.id}: ${name} must be a whole number above 0, not ${shown(value)}`,
    'Nothing was sent.',
  );
}
