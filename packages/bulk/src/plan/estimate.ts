import type { Resource } from 'halopsa-catalogue';
import type { MatchKey } from '../matching/match-key.js';
import type { Tenant } from '../tenant.js';
import type { Action } from './plan-file.js';

/** What applying a plan takes. */
export interface Estimate {
  readonly requests: number;
  readonly forecastMs: number;
  /** Whether a new record whose answer was lost can be found again. */
  readonly reconcilable: boolean;
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
}

/** Whether new records can be found again: by a marker, or by a key other than the id that Halo gives. */
export const isReconcilable = (keys: readonly MatchKey[], marker: string | undefined): boolean =>
  marker !== undefined || keys.some((key) => !(key.length === 1 && key[0] === 'id'));

/** Counts the requests of a plan: writes, and the reads that prove each record to be as it was planned. */
export function estimate(counts: Readonly<Record<Action, number>>, { resource, keys, marker, tenant }: Circumstances): Estimate {
  const reconcilable = isReconcilable(keys, marker);
  const array = resource.operations['upsert']?.body !== 'single';
  const perRequest = array ? largestBatch : 1;
  const creates = reconcilable ? Math.ceil(counts.create / perRequest) : counts.create;
  const writes = Math.ceil(counts.update / perRequest) + creates + counts.delete;
  const touched = counts.update + counts.delete;
  const reads = tenant ? (touched < fewRecords ? touched : Math.ceil(touched / largestBatch)) : 0;
  const requests = writes + reads;
  return { requests, forecastMs: tenant?.forecastMs(requests) ?? 0, reconcilable };
}
