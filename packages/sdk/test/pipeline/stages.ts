import type { Exchange, Reply } from '../../src/pipeline/exchange.js';

/** An exchange as the stages see it, before its first attempt. */
export const exchangeOf = (more: Partial<Exchange> = {}): Exchange => ({
  operation: 'tickets.upsert',
  method: 'POST',
  url: 'https://halo.example/api/Tickets',
  headers: { accept: 'application/json' },
  body: '[]',
  safety: 'idempotent',
  timeoutMs: 1000,
  signal: undefined,
  marks: { attempt: 0, uncertain: false },
  ...more,
});

export const answered: Reply = { status: 200, headers: new Headers(), value: 'fine' };

/** A failed answer's details. */
export const answer = (status: number): { status: number; body: unknown; operation: string } => ({
  status,
  body: undefined,
  operation: 'tickets.upsert',
});
