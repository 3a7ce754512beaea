import { isHeaders } from '../http/is-headers.js';
import type { HaloValue } from '../store/port.js';

/** What goes wrong; a `stale` read answers what was true when the fault was set. */
export type FaultKind = (typeof KINDS)[number];

const KINDS = [
  'status',
  'reset',
  'hang',
  'slow',
  'stale',
  'truncated',
  'cut',
  'html',
  'content-type',
  'redirect',
] as const;

/** A fault to inject. */
export interface FaultRule {
  readonly kind: FaultKind;
  /** Operation id (`tickets.list`), resource (`tickets`), verb (`*.list`), `token`, or `*` for everything; default `*`. */
  readonly operation?: string;
  /** HTTP method, default any. */
  readonly method?: string;
  /** Whether the server has acted when it goes wrong, default `before`. */
  readonly phase?: 'before' | 'after';
  /** Chance from 0 to 1, default 1. */
  readonly probability?: number;
  /** How often it strikes, default without end. */
  readonly count?: number;
  /** How many matching requests pass before it may strike, default 0. */
  readonly skip?: number;
  /** Status of `status` (default 500) and `html` (default 502). */
  readonly status?: number;
  /** Body of `status`, default none. */
  readonly body?: string;
  /** Headers of `status`, for example `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Delay of `slow` on the sandbox's clock, default 1000. */
  readonly delayMs?: number;
}

/** A fault that is set, with how often it has struck. */
export interface ActiveFault extends FaultRule {
  readonly id: number;
  readonly struck: number;
}

const isText = (value: HaloValue): boolean => typeof value === 'string';
const isCount = (value: HaloValue): boolean => typeof value === 'number' && value >= 0;
const isStatus = (value: HaloValue): boolean =>
  Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;
/** Statuses that HTTP answers without a body. */
const BODILESS: ReadonlySet<number | undefined> = new Set([204, 205, 304]);

const PARTS: Readonly<
  Record<Exclude<keyof FaultRule, 'kind'>, [fits: (value: HaloValue) => boolean, wanted: string]>
> = {
  operation: [isText, 'a text'],
  method: [isText, 'a text'],
  phase: [(value) => value === 'before' || value === 'after', 'before or after'],
  probability: [(value) => isCount(value) && Number(value) <= 1, 'a number from 0 to 1'],
  count: [isCount, 'a number of 0 or more'],
  skip: [isCount, 'a number of 0 or more'],
  status: [isStatus, 'a status from 200 to 599'],
  body: [isText, 'a text'],
  headers: [isHeaders, 'an object of headers'],
  delayMs: [isCount, 'a number of 0 or more'],
};

/** Gives the rule back where it is one; throws a RangeError that says what it lacks. */
export function checkFault(rule: FaultRule): FaultRule {
  const { kind } = (rule ?? {}) as Partial<FaultRule>;
  if (!KINDS.some((known) => known === kind))
    throw new RangeError(`a fault needs a kind: ${KINDS.join(', ')}`);
  for (const [name, [fits, wanted]] of Object.entries(PARTS)) {
    const value = rule[name as keyof FaultRule];
    if (value !== undefined && !fits(value))
      throw new RangeError(`${name} of a fault has to be ${wanted}`);
  }
  if (BODILESS.has(rule.status) && (kind === 'html' || rule.body))
    throw new RangeError(`an answer of status ${rule.status} has no body`);
  return rule;
}
