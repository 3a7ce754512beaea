import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Json, JsonObject } from 'halopsa-catalogue/types';
import { compareRecording, type Exchange } from 'halopsa-sandbox/recording';
import { findBehaviour } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { signIn } from '../signed-in.js';

const OPTIONS = { seed: 'small' } as const;

async function record(...paths: string[]): Promise<Exchange[]> {
  const halo = await signIn(OPTIONS);
  return Promise.all(
    paths.map(async (path) => {
      const { status, body, text } = await halo.get(path);
      const name = /^\/(\w+)\/\d+/.test(path) ? 'get' : 'list';
      const operation = path.startsWith('/Tickets') ? `tickets.${name}` : `statuses.${name}`;
      const query = [...new URL(path, 'http://x.test').searchParams];
      return {
        method: 'GET',
        path: `/api${path.replace(/\?.*/, '')}`,
        query,
        operation,
        sent: undefined,
        status,
        contentType: 'application/json',
        body: body as Json | undefined,
        bytes: text.length,
      };
    }),
  );
}

const changed = (exchange: Exchange, change: (body: never) => Json, status = 200): Exchange => ({
  ...exchange,
  status,
  body: change(structuredClone(exchange.body) as never),
});

describe('parity', () => {
  it('finds no difference where there is none, whatever the values', async () => {
    const exchanges = await record('/Tickets?pageinate=true&page_no=1&page_size=10', '/Tickets/1234', '/Status', '/Tickets/777777');
    const other = exchanges.map((exchange) => ({
      ...exchange,
      body: JSON.parse(JSON.stringify(exchange.body ?? null).replaceAll(/"summary":"[^"]*"/g, '"summary":"x"')) as Json,
    }));
    expect(await compareRecording(other, OPTIONS)).toEqual({ compared: 4, skipped: 0, differences: [] });
  });

  it('lists differences by the fact that they are about', async () => {
    const [list, ticket, statuses] = await record('/Tickets?pageinate=true&page_no=1&page_size=10', '/Tickets/1234', '/Status');
    type Envelope = { tickets: JsonObject[] };
    const { differences } = await compareRecording(
      [
        changed(list!, ({ tickets, ...rest }: Envelope) => ({ ...rest, faults: tickets })),
        changed(list!, ({ tickets, ...rest }: Envelope) => ({
          ...rest,
          tickets: tickets.map((row) => ({ ...row, id: String(row.id), mood: 'good' })),
        })),
        changed(ticket!, (body: JsonObject) => ({ ...body, ai_summary: 'x' })),
        changed(statuses!, (body: Json[]) => ({ statuses: body })),
        { ...ticket!, status: 403, body: undefined },
      ],
      OPTIONS,
    );
    expect(
      differences.map(({ behaviour, operation, place, recorded, sandbox }) => [behaviour, operation, place, recorded, sandbox]),
    ).toEqual([
      ['auth.scopes-narrow', 'tickets.get', 'status', '403', '200'],
      ['get.includedetails-adds-customfields', 'tickets.get', '$.ai_summary', 'string', 'nothing'],
      ['list.keys-come-from-view-classes', 'tickets.list', '$.faults', 'array', 'nothing'],
      ['list.keys-come-from-view-classes', 'tickets.list', '$.tickets', 'nothing', 'array'],
      ['list.recorded-shapes', 'statuses.list', '$', 'object', 'array'],
      ['list.rows-are-slim', 'tickets.list', '$.tickets[].mood', 'string', 'nothing'],
      ['type.numeric-strings', 'tickets.list', '$.tickets[].id', 'string', 'number'],
    ]);
  });

  it('compares a record that the sandbox has not with one that it has, and leaves writes out', async () => {
    const [ticket] = await record('/Tickets/1234');
    const elsewhere = { ...ticket!, path: '/api/Tickets/888888' };
    const write = { ...ticket!, method: 'POST', operation: 'tickets.upsert' };
    expect(await compareRecording([elsewhere, write], OPTIONS)).toMatchObject({ compared: 1, skipped: 1 });
  });

  it('names only facts of the manifest', () => {
    const source = readFileSync(fileURLToPath(new URL('../../src/recording/compare-shapes.ts', import.meta.url)), 'utf8');
    const ids = [...source.matchAll(/'([a-z]+\.[a-z0-9-]+)'/g)].map((found) => found[1]!);
    expect(ids.length).toBeGreaterThan(8);
    expect(ids.filter((id) => !findBehaviour(id))).toEqual([]);
  });
});
