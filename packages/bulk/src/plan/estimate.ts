import type { Resource } from 'halopsa-catalogue';
import type { CurrentRecords } from '../matching/current-records.js';
import { outerFields } from '../matching/list-scope.js';
import type { MatchKey } from '../matching/match-key.js';
import type { Tenant } from '../tenant.js';
import type { Action } from './plan-file.js';

/** What applying a plan takes. */
export interface Estimate {
  readonly requests: number;
  readonly forecastMs: number;
  /** Whether a new record whose answer was lost can be found again. */
  readonly reconcilable: boolean;
  /** Records that were read by themselves, besides their list. */
  readonly readAlone: number;
  /** Requests that the whole list takes. */
  readonly listPages: number;
}

/** Records sent in one request at the most. */
export const largestBatch = 100;

/** Fewer records than this are read one by one, more by their list. */
export const fewRecords = 20;

interface Circumstances {
  readonly resource: Resource;
  readonly keys: readonly MatchKey[];
  readonly marker: string | undefined;
  readonly tenant: Tenant | undefined;
  /** What was read to plan it, which is read once more to apply it. */
  readonly read?: Pick<CurrentRecords, 'listed' | 'readAlone' | 'lists'> | undefined;
}

/** Whether new records can be found again: by a marker, or by a key other than the id that Halo gives. */
export const isReconcilable = (keys: readonly MatchKey[], marker: string | undefined): boolean =>
  marker !== undefined || keys.some((key) => !(key.length === 1 && key[0] === 'id'));

/** Counts the requests of a plan: writes, and the reads that prove each record to be as it was planned. */
export function estimate(counts: Readonly<Record<Action, number>>, { resource, keys, marker, tenant, read }: Circumstances): Estimate {
  const reconcilable = isReconcilable(keys, marker);
  const perRequest = resource.operations['upsert']?.body === 'single' ? 1 : largestBatch;
  const creates = reconcilable ? Math.ceil(counts.create / perRequest) : counts.create;
  const writes = Math.ceil(counts.update / perRequest) + creates + counts.delete;
  const touched = counts.update + counts.delete;
  const isListRead = touched >= fewRecords || (counts.create > 0 && reconcilable);
  // What was not read yet is taken to be no more than what is meant.
  const lists = read?.lists ?? (outerFields(resource).length > 0 ? counts.create : 1);
  const listPages = Math.max(Math.ceil(Math.max(read?.listed ?? 0, touched, 1) / largestBatch), lists);
  const readAlone = read?.readAlone ?? 0;
  const reads = !tenant ? 0 : isListRead ? listPages + readAlone : touched;
  const requests = writes + reads;
  return { requests, forecastMs: tenant?.forecastMs(requests) ?? 0, reconcilable, readAlone, listPages };
}
