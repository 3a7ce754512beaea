import type { Mapping } from '../mapping/map-file.js';
import type { Unmatched } from '../mapping/unmatched.js';
import type { Source } from '../reading/source.js';
import type { Tenant } from '../tenant.js';
import type { Mode, PlanFooter, PlanHeader, PlanRow } from './plan-file.js';
import type { PlanTarget } from './plan-target.js';
import type { Reason } from './reasons.js';

/** What is to be planned. */
export interface PlanRequest {
  /** Attribute or topic of the resource. */
  readonly resource: string;
  readonly mode: Mode;
  readonly source: Source;
  readonly mapping?: Mapping | undefined;
  /** What became of headings in an earlier run (`PlanResult.columns`), for those that mean nothing by themselves. */
  readonly earlier?: Mapping['columns'];
  /** Whether rows are checked against the forms of their types: mandatory fields, legal values, lengths; default: true. */
  readonly checkForms?: boolean | undefined;
  /** Keys to match by, in order: `id`, `name`, `client_id+name`. */
  readonly match?: readonly string[] | undefined;
  /** Whether a row may make a record whose key is nearly that of another one: it differs in accents, apostrophes, ß or blanks. */
  readonly allowNear?: boolean | undefined;
  /** Looks up every id of other records, however many requests that takes; without it the plan says how many it did not look up. */
  readonly checkIds?: boolean | undefined;
  /** Field that new records carry a mark in, by which they are found again. */
  readonly marker?: string | undefined;
  /** Writes over fields whose old values cannot be read; without it such rows are refused. */
  readonly blind?: boolean | undefined;
  /** The zone of moments that name none, for example `Europe/London`; UTC without it, and for rows that come from Halo. */
  readonly zone?: string | undefined;
  /** Where the plan is written. */
  readonly out: string;
  /** The tenant to compare with. Without one rows are checked by the catalogue alone, and a plan can match by id only. */
  readonly tenant?: Tenant | undefined;
  /** What the plan is bound to, where it is made without asking the tenant. */
  readonly target?: PlanTarget | undefined;
  /** The person who plans, for those who review it. */
  readonly by?: string | undefined;
  /** Has the server check every row without storing it, where it offers that. */
  readonly preflight?: boolean | undefined;
  /** The options that rows of it are planned again with, as a person writes them; kept in the plan for those who export its rows. */
  readonly again?: string | undefined;
  /** Writes a map file beside the plan, by which its rows can be planned again; `again` is then made from the request. */
  readonly keepsMap?: boolean | undefined;
  /** Called after each batch of rows. */
  readonly onProgress?: ((rows: number) => void) | undefined;
}

/** A plan that was written, and what a person wants to know of it. */
export interface PlanResult {
  readonly path: string;
  readonly header: PlanHeader;
  readonly footer: PlanFooter;
  /** The first rows of each action. */
  readonly sample: readonly PlanRow[];
  /** Why rows are refused (`error`) or left alone (`skip`), each reason with its rows, the most common first. */
  readonly reasons: readonly Reason[];
  /** Names that stand for no record or for several, by field, with how often they came; where a column narrows them down, by its cells. */
  readonly unmatched: Readonly<Record<string, Readonly<Record<string, Unmatched>>>>;
  /** Columns of the source that become nothing. */
  readonly ignored: readonly string[];
  /** What each column became, as a map file says it. */
  readonly columns: NonNullable<Mapping['columns']>;
}
