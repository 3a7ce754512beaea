import { HaloClient } from 'halopsa';
import { hashKey, type LocalServer, serveActions, toolsets } from 'halopsa-connector';
import { afterEach, describe, expect, test } from 'vitest';
import { openDesk } from './support/desk.js';
import { sharedRegistry, talk } from './support/mcp-client.js';

const held = ['cAnArY+secret/7f3a9b2c', 'cAnArY-access-7f3a9b2c', 'cAnArY-refresh-7f3a9b2c'];
const forms = held.flatMap((text) => {
  const bytes = Buffer.from(text);
  return [text, encodeURIComponent(text), bytes.toString('base64'), Buffer.from(`a:${text}`).toString('base64'), bytes.toString('hex')];
});
const said = forms.join(' ; ');
const ticket = { id: 1234, summary: said, details: 'fine', client_id: 12 };

/** A client whose server repeats what it was sent: in records, or in refusals. */
const echoing = (status: number): HaloClient =>
  new HaloClient({
    tenantUrl: 'https://x.example',
    clientId: 'a',
    clientSecret: held[0]!,
    maxRetries: 0,
    fetch: (async (input: string) => {
      if (String(input).includes('/token')) return Response.json({ access_token: held[1], refresh_token: held[2], expires_in: 3600 });
      if (status !== 200) return Response.json({ message: said }, { status });
      if (/\/Actions/i.test(String(input))) return Response.json({ record_count: 0, actions: [] });
      const isList = /\/Tickets(\?|$)/i.test(String(input));
      return Response.json(isList ? { record_count: 1, tickets: [ticket] } : ticket);
    }) as typeof fetch,
  });
const found = (text: string): string[] => forms.filter((form) => text.includes(form));

const running: LocalServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

describe('what a server of ours holds', () => {
  test.each([200, 400])('is masked in its answers over HTTP where Halo repeats it with status %i', async (status) => {
    const server = await serveActions({
      registry: sharedRegistry,
      client: echoing(status),
      keys: [{ name: 'all', hash: hashKey('k'), toolsets, writes: true, deletes: true }],
      version: '1.0.0',
    });
    running.push(server);
    for (const [name, input] of [
      ['get_ticket_by_id', { id: 1234 }],
      ['get_tickets', {}],
    ] as const) {
      const answer = await fetch(`${server.url}/v1/actions/${name}`, {
        method: 'POST',
        headers: { authorization: 'Bearer k' },
        body: JSON.stringify(input),
      });
      const text = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
      expect({ name, status: answer.status, found: found(text), masked: text.includes('***') }).toEqual({
        name,
        status,
        found: [],
        masked: true,
      });
      expect(answer.headers.get('warning')).toEqual(status === 200 ? expect.stringContaining('shown as ***') : null);
    }
  });

  test.each([200, 400])('is masked for assistants where Halo repeats it with status %i', async (status) => {
    const { client, call } = await talk({ desk: { ...openDesk(), client: echoing(status) } });
    for (const [name, input] of [
      ['get_ticket', { id: 1234 }],
      ['find_tickets', {}],
    ] as const) {
      const { text, structured } = await call(name, input);
      const shown = text + JSON.stringify(structured ?? {});
      expect({ name, found: found(shown), masked: shown.includes('***') }).toEqual({ name, found: [], masked: true });
      if (status === 200) expect(structured['notices']).toContainEqual(expect.stringContaining('shown as ***'));
    }
    if (status !== 200) return;
    const read = JSON.stringify(await client.readResource({ uri: 'halo://tickets/1234' }));
    expect({ found: found(read), told: read.includes('shown as ***') }).toEqual({ found: [], told: true });
  });
});
