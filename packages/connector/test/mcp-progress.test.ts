import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { type Action, ActionRegistry, type AuditEntry, createMcpServer, readPolicy, serveMcpHttp } from 'halopsa-connector';
import { describe, expect, test } from 'vitest';
import { openDesk } from './support/desk.js';

interface Steps {
  readonly registry: ActionRegistry;
  /** Resolves once the action has begun, and how it ended. */
  readonly begun: Promise<void>;
  readonly ended: Promise<'finished' | 'cancelled'>;
}

/** An action of three steps; after the first one of `wait: true` it waits until it is cancelled. */
function threeSteps(): Steps {
  let begin = (): void => undefined;
  let end = (_: 'finished' | 'cancelled'): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const ended = new Promise<'finished' | 'cancelled'>((resolve) => {
    end = resolve;
  });
  const action: Action = {
    name: 'three_steps',
    title: 'Three Steps',
    description: 'Takes three steps.',
    toolset: 'config',
    effect: 'read',
    safety: 'read',
    scopes: ['all'],
    layout: 'flat',
    input: { type: 'object', properties: { wait: { type: 'boolean' } }, additionalProperties: false },
    output: { type: 'object', properties: { steps: { type: 'integer' } }, required: ['steps'], additionalProperties: false },
    run: async (_client, { wait = false }, { signal, onProgress }) => {
      begin();
      for (const step of [1, 2, 3]) {
        onProgress?.(step, 3);
        if (!wait) continue;
        await new Promise((resolve) => signal!.addEventListener('abort', resolve, { once: true }));
        end('cancelled');
        throw signal!.reason;
      }
      end('finished');
      return { steps: 3 };
    },
  };
  return { registry: new ActionRegistry().register(action), begun, ended };
}

async function inMemory(registry: ActionRegistry): Promise<{ client: Client; audit: AuditEntry[] }> {
  const audit: AuditEntry[] = [];
  const options = { registry, client: openDesk().client, policy: readPolicy({}), version: '1', session: 's' };
  const server = createMcpServer({ ...options, audit: (entry) => audit.push(entry) });
  const client = new Client({ name: 'test', version: '1' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(theirs), client.connect(ours)]);
  return { client, audit };
}

async function overHttp(registry: ActionRegistry): Promise<{ client: Client; close: () => Promise<void> }> {
  const access = { kind: 'key', key: 'k', client: openDesk().client } as const;
  const server = await serveMcpHttp({ registry, policy: readPolicy({}), version: '1', access });
  const client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { authorization: 'Bearer k' } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit }) as never);
  return { client, close: server.close };
}

const call = (wait: boolean) => ({ name: 'call_operation', arguments: { id: 'three_steps', parameters: { wait } } });

describe('progress', () => {
  test('is reported where the client asks for it, in memory and over HTTP', async () => {
    for (const open of [inMemory, overHttp]) {
      const opened: { client: Client; close?: () => Promise<void> } = await open(threeSteps().registry);
      const { client } = opened;
      const told: unknown[] = [];
      const answer = await client.callTool(call(false), undefined, { onprogress: (progress) => told.push(progress) });
      expect(answer.structuredContent).toEqual({ id: 'three_steps', json_body: { steps: 3 } });
      expect(told).toMatchObject([1, 2, 3].map((progress) => ({ progress, total: 3 })));
      expect((await client.callTool(call(false))).isError).not.toBe(true);
      await client.close();
      await opened.close?.();
    }
  });
});

describe('cancellation', () => {
  test('reaches the action, which is logged as failed, and leaves the session in order', async () => {
    const { registry, begun, ended } = threeSteps();
    const { client, audit } = await inMemory(registry);
    const stop = new AbortController();
    const cancelled = client.callTool(call(true), undefined, { signal: stop.signal }).catch((error: Error) => error.message);
    await begun;
    stop.abort('the person has changed their mind');
    expect(await cancelled).toContain('changed their mind');
    expect(await ended).toBe('cancelled');
    expect((await client.callTool({ name: 'find_tickets', arguments: {} })).isError).not.toBe(true);
    expect(audit.map(({ tool, outcome }) => [tool, outcome])).toEqual([
      ['call_operation', 'failed'],
      ['find_tickets', 'done'],
    ]);
  });

  test('over HTTP reaches the action too, and so does the end of the server', async () => {
    const first = threeSteps();
    const { client, close } = await overHttp(first.registry);
    const stop = new AbortController();
    const cancelled = client.callTool(call(true), undefined, { signal: stop.signal }).catch(() => 'cancelled');
    await first.begun;
    stop.abort();
    expect([await cancelled, await first.ended]).toEqual(['cancelled', 'cancelled']);
    await client.close();
    await close();

    const second = threeSteps();
    const other = await overHttp(second.registry);
    void other.client.callTool(call(true)).catch(() => undefined);
    await second.begun;
    await other.close();
    expect(await second.ended).toBe('cancelled');
    await other.client.close();
  });
});

test('actions of several requests are found, described and called beside the operations', async () => {
  const { client } = await inMemory(new ActionRegistry());
  const found = await client.callTool({ name: 'search_operations', arguments: { query: 'resolve client' } });
  expect((found.structuredContent as { operations: { id: string }[] }).operations.map(({ id }) => id)).toContain('resolve_client');
  const described = await client.callTool({ name: 'describe_operation', arguments: { id: 'resolve_client' } });
  expect(described.structuredContent).toMatchObject({ input: { properties: { parameters: { type: 'object' } } } });
  const refused = await client.callTool({
    name: 'call_operation',
    arguments: { id: 'ensure_ticket', json_body: { external_key: 'x', create: { summary: 'x' } } },
  });
  expect(refused.isError).toBe(true);
  const wrong = await client.callTool({ name: 'call_operation', arguments: { id: 'get_tickets' } });
  expect(wrong.isError).toBe(true);
});
