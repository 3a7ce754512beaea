import { facts as text } from './generated/facts.js';

/** Where the facts about one resource come from: `document`, `observed`, `observed 2026`, `inferred...`, `assumed`. */
export interface ResourceFacts {
  readonly resource: string;
  /** One line of ours on what the resource is. */
  readonly description?: string;
  readonly id: string;
  readonly list?: string;
  /** What the list answered when it was looked at, where that was not 200. */
  readonly listStatus?: number | string;
  readonly note?: string;
  readonly pagingNote?: string;
  readonly scope: string;
  readonly naturalKeys?: string;
  readonly cursor?: { readonly field: string; readonly origin: string };
  readonly since?: string;
}

const data = JSON.parse(text) as {
  repairs: Record<string, number>;
  rows: ResourceFacts[];
  since: Record<string, string[]>;
};

/** How often each named repair of the contract was needed. */
export const repairs: Readonly<Record<string, number>> = data.repairs;

/** The origins of every resource's facts. */
export const resourceFacts: readonly ResourceFacts[] = data.rows;

const versions: ReadonlyMap<string, string> = new Map(
  Object.entries(data.since).flatMap(([version, ids]) => ids.map((id) => [id, version] as const)),
);

/** The version of the contract that brought an operation, for example `2026`; undefined where the first one read already had it. */
export const operationSince = (id: string): string | undefined => versions.get(id);
