import type { Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import type { CurrentRecords } from '../matching/current-records.js';
import { outerFields } from '../matching/list-scope.js';
import { isListCheaper, pagesOf } from '../matching/look-up-cost.js';
import { isIdAlone, isNamedById, type MatchKey } from '../matching/match-key.js';
import type { Tenant } from '../tenant.js';
import type { Action, CheckedPlan } from './plan-file.js';

/** So many requests, and how long they take at the budget, in milliseconds. */
export interface Forecast {
  readonly requests: number;
  readonly forecastMs: number;
}

/** What applying a plan takes. */
export interface Estimate extends Forecast {
  /** Reading every row back, besides. */
  readonly verify: Forecast;
  /** Records that the list held when they were planned, where that is known. */
  readonly listed?: number | undefined;
  /** Whether a new record whose answer was lost can be found again. */
  readonly reconcilable: boolean;
  /** New records whose rows leave the key of the plan empty; undefined where there are none. */
  readonly keyless?: number | undefined;
  /** Records that were read by themselves, besides their list. */
  readonly readAlone: number;
  /** Requests that the whole list takes. */
  readonly listPages: number;
}

/** Records sent in one request at the most. */
export const largestBatch = 100;

interface Circumstances {
  readonly resource: Resource;
  readonly keys: readonly MatchKey[];
  readonly marker: string | undefined;
  /** New records that no key finds. */
  readonly keyless: number;
  readonly tenant: Tenant | undefined;
  /** Fields that rows set. */
  readonly fields: readonly string[];
  /** What was read to plan it, which is read once more to apply it. */
  readonly read?: ReadToPlan | undefined;
}

/** What was read to plan a change, as far as a forecast rests on it. */
export interface ReadToPlan
  extends Pick<CurrentRecords, 'listed' | 'readAlone' | 'lists'>,
    Partial<Pick<CurrentRecords, 'requestsFor' | 'shows'>> {}

/** Whether new records can be found again: by a marker, or by a key other than the id that Halo gives. */
export const isReconcilable = (keys: readonly MatchKey[], marker: string | undefined): boolean =>
  marker !== undefined || keys.some((key) => !isIdAlone(key));

type Counts = Readonly<Record<Action, number>>;

/** Counts the requests of a plan: writes, and the reads that prove each record to be as it was planned. */
export function estimate(counts: Counts, circumstances: Circumstances): Estimate {
  const { resource, keys, marker, keyless, tenant, read } = circumstances;
  const reconcilable = isReconcilable(keys, marker);
  const list = listOf(counts, circumstances);
  // Each record is read whole before it is deleted.
  const reads =
    counts.delete + (tenant ? compareRequests(counts, list, { read, reconcilable }) : 0);
  const verifying = verifyRequests(counts, { ...circumstances, size: list.size });
  return {
    ...forecast(writeRequests(counts, resource, keyless) + reads, tenant),
    verify: forecast(verifying, tenant),
    ...(read && read.listed > 0 ? { listed: read.listed } : {}),
    reconcilable,
    ...(reconcilable && keyless > 0 ? { keyless } : {}),
    readAlone: list.readAlone,
    listPages: list.listPages,
  };
}

/** Requests that send the rows: new records that cannot be found again go one by one, and so do deletes. */
function writeRequests(
  { update, create, delete: remove }: Counts,
  resource: Resource,
  keyless: number,
): number {
  const perRequest = resource.operations['upsert']?.body === 'single' ? 1 : largestBatch;
  const creates = Math.ceil((create - keyless) / perRequest) + keyless;
  return Math.ceil(update / perRequest) + creates + remove;
}

/** The list that rows are compared with. */
interface ListToRead extends Pick<Estimate, 'listPages' | 'readAlone'> {
  /** Records that it holds. */
  readonly size: number;
}

/** The list that rows are compared with; one that was not read yet is taken to hold no more than the rows change. */
function listOf({ update, create }: Counts, { resource, read }: Circumstances): ListToRead {
  const lists = read?.lists ?? (outerFields(resource).length > 0 ? create : 1);
  const size = Math.max(read?.listed ?? 0, update);
  return { size, listPages: Math.max(pagesOf(size), lists), readAlone: read?.readAlone ?? 0 };
}

/** Requests that read the records which rows are compared with: the list, if new records need it anyway or it is cheaper. */
function compareRequests(
  { update, create }: Counts,
  { size, listPages, readAlone }: ListToRead,
  { read, reconcilable }: { read: ReadToPlan | undefined; reconcilable: boolean },
): number {
  if (create > 0 && reconcilable) return listPages + readAlone;
  if (update === 0) return 0;
  return (
    read?.requestsFor?.(update) ?? (isListCheaper(update, size) ? listPages + readAlone : update)
  );
}

/** What an earlier plan knows of the list. */
export const readBefore = ({
  footer: { listed },
}: Pick<CheckedPlan, 'footer'>): ReadToPlan | undefined =>
  listed === undefined ? undefined : { listed, readAlone: 0, lists: 1 };

export const forecast = (
  requests: number,
  tenant: Pick<Tenant, 'forecastMs'> | undefined,
): Forecast => ({
  requests,
  forecastMs: tenant?.forecastMs(requests) ?? 0,
});

/** Requests that it takes to read every changed and every new record back. */
function verifyRequests(
  { update, create }: Counts,
  { resource, fields, read, size }: Circumstances & { size: number },
): number {
  const written = update + create;
  const pages = pagesOf(size + create);
  if (
    !isNamedById(resource) ||
    !resource.operations['list'] ||
    !isListCheaper(written, size + create)
  )
    return written;
  // New records whose list leaves a field out are read by themselves.
  const isShown = read?.shows?.(fields) ?? isInRows(resource, fields);
  const alone = Math.min(update, read?.readAlone ?? 0) + (isShown ? 0 : create);
  return Math.min(written, pages + alone);
}

/** Whether the rows of the list have these fields, as the contract says. */
function isInRows({ row, schema }: Resource, fields: readonly string[]): boolean {
  const known = findSchema(row ?? schema ?? '');
  return known !== undefined && !known.partial && fields.every((field) => known.fields.has(field));
}
