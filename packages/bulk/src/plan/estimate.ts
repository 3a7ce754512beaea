import type { Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import type { CurrentRecords } from '../matching/current-records.js';
import { outerFields } from '../matching/list-scope.js';
import { isListCheaper, pagesOf } from '../matching/look-up-cost.js';
import { isNamedById, type MatchKey } from '../matching/match-key.js';
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
  marker !== undefined || keys.some((key) => !(key.length === 1 && key[0] === 'id'));

/** Counts the requests of a plan: writes, and the reads that prove each record to be as it was planned. */
export function estimate(counts: Readonly<Record<Action, number>>, circumstances: Circumstances): Estimate {
  const { resource, keys, marker, tenant, read } = circumstances;
  const reconcilable = isReconcilable(keys, marker);
  const perRequest = resource.operations['upsert']?.body === 'single' ? 1 : largestBatch;
  const creates = reconcilable ? Math.ceil(counts.create / perRequest) : counts.create;
  const writes = Math.ceil(counts.update / perRequest) + creates + counts.delete;
  const touched = counts.update;
  // What was not read yet is taken to be no more than what is meant.
  const lists = read?.lists ?? (outerFields(resource).length > 0 ? counts.create : 1);
  const size = Math.max(read?.listed ?? 0, touched);
  const listPages = Math.max(pagesOf(size), lists);
  const readAlone = read?.readAlone ?? 0;
  const isListRead = counts.create > 0 && reconcilable;
  const byId = touched === 0 ? 0 : (read?.requestsFor?.(touched) ?? (isListCheaper(touched, size) ? listPages + readAlone : touched));
  // Each record is read whole before it is deleted.
  const reads = counts.delete + (!tenant ? 0 : isListRead ? listPages + readAlone : byId);
  const verifying = verifyRequests(counts, { ...circumstances, size });
  return {
    ...forecast(writes + reads, tenant),
    verify: forecast(verifying, tenant),
    ...(read && read.listed > 0 ? { listed: read.listed } : {}),
    reconcilable,
    readAlone,
    listPages,
  };
}

/** What an earlier plan knows of the list. */
export const readBefore = ({ footer: { listed } }: Pick<CheckedPlan, 'footer'>): ReadToPlan | undefined =>
  listed === undefined ? undefined : { listed, readAlone: 0, lists: 1 };

export const forecast = (requests: number, tenant: Pick<Tenant, 'forecastMs'> | undefined): Forecast => ({
  requests,
  forecastMs: tenant?.forecastMs(requests) ?? 0,
});

/** Requests that it takes to read every changed and every new record back. */
function verifyRequests(
  { update, create }: Readonly<Record<Action, number>>,
  { resource, fields, read, size }: Circumstances & { size: number },
): number {
  const written = update + create;
  const pages = pagesOf(size + create);
  if (!isNamedById(resource) || !resource.operations['list'] || !isListCheaper(written, size + create)) return written;
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
