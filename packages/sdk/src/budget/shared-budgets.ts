import type { Clock } from '../clock/clock.js';
import { Budget } from './budget.js';
import type { BudgetLimit } from './request-budget.js';

/** The only state that outlives a client: a tenant's window is one, however many clients of this process use it. */
const budgets = new WeakMap<Clock, WeakMap<typeof fetch, Map<string, Budget>>>();

/** What tells two tenants apart: the clock and the network that they are reached by, and the address of the API. */
export interface BudgetKey {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly apiUrl: string;
}

/** The budget that all clients of a tenant share; of different limits the strictest holds. */
export function sharedBudget(key: BudgetKey, limit: BudgetLimit): Budget {
  const byFetch = getOrSet(
    budgets,
    key.clock,
    () => new WeakMap<typeof fetch, Map<string, Budget>>(),
  );
  const byUrl = getOrSet(byFetch, key.fetch, () => new Map<string, Budget>());
  const budget = getOrSet(byUrl, key.apiUrl.toLowerCase(), () => new Budget(limit, key.clock));
  budget.tighten(limit);
  return budget;
}

function getOrSet<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
