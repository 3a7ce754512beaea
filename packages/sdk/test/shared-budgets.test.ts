import { describe, expect, it } from 'vitest';
import { Budget } from '../src/budget/budget.js';
import { sharedBudget } from '../src/budget/shared-budgets.js';
import { systemClock } from '../src/clock/clock.js';

describe('the budget of a tenant', () => {
  const clock = { ...systemClock };
  const key = { clock, fetch, apiUrl: 'https://halo.example/api' };

  it('is one for all clients that reach it the same way, whatever the case of its address', () => {
    const budget = sharedBudget(key, { requests: 500, windowMs: 300_000 });
    expect(budget).toBeInstanceOf(Budget);
    expect(sharedBudget({ ...key, apiUrl: 'https://HALO.example/api' }, { requests: 500, windowMs: 300_000 })).toBe(budget);
    expect(sharedBudget({ ...key, apiUrl: 'https://other.example/api' }, { requests: 500, windowMs: 300_000 })).not.toBe(budget);
    expect(sharedBudget({ ...key, fetch: () => fetch('') }, { requests: 500, windowMs: 300_000 })).not.toBe(budget);
    expect(sharedBudget({ ...key, clock: { ...clock } }, { requests: 500, windowMs: 300_000 })).not.toBe(budget);
  });

  it('takes the strictest of the limits asked for', () => {
    const tenant = { ...key, apiUrl: 'https://strict.example/api' };
    const budget = sharedBudget(tenant, { requests: 500, windowMs: 300_000 });
    sharedBudget(tenant, { requests: 300, windowMs: 300_000 });
    expect(budget.limit).toEqual({ requests: 300, windowMs: 300_000 });
    sharedBudget(tenant, { requests: 400, windowMs: 300_000 });
    expect(budget.limit).toEqual({ requests: 300, windowMs: 300_000 });
    sharedBudget(tenant, { requests: 300, windowMs: 600_000 });
    expect(budget.limit).toEqual({ requests: 300, windowMs: 600_000 });
  });
});
