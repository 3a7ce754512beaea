import { allOperations, type Operation } from 'halopsa-catalogue';
import { hashKey, type JsonObject, runSwimlaneAction, serveActions, toolsets } from 'halopsa-connector';
import { createVirtualClock } from 'halopsa-sandbox';
import { expect, test } from 'vitest';
import { credentials, openDesk } from './support/desk.js';
import { sharedRegistry, talk } from './support/mcp-client.js';

const count = 300;

/** Numbers that look random and are the same in each run. */
function* draws(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

function drawn(): Operation[] {
  const pool = [...allOperations()].filter(({ body }) => body !== 'form');
  const random = draws(7);
  return Array.from({ length: count }, () => pool.splice(random.next().value! % pool.length, 1)[0]!);
}

/** An input with ids that exist in most seeds, and a body that most resources take. */
function inputOf({ params, body, verb }: Operation): JsonObject {
  const path = Object.fromEntries(Object.entries(params).map(([name, type]) => [name, type === 'string' || type === 'uuid' ? 'a' : 1]));
  const record = verb === 'upsert' ? { name: 'Drawn', summary: 'Drawn' } : {};
  return {
    ...(Object.keys(path).length > 0 ? { path_parameters: path } : {}),
    ...(body === 'array' ? { json_body: [record] } : body === 'single' ? { json_body: record } : {}),
  };
}

const message = (error: unknown): string => String((error as { error?: { message?: string } })?.error?.message ?? (error as Error).message);
const settle = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

test('300 operations drawn by chance answer the same through the client, the runner, the HTTP service and the MCP tool', async () => {
  const operations = drawn();
  expect(new Set(operations.map(({ safety }) => safety)).size).toBe(3);
  const clock = createVirtualClock();
  const fresh = (): ReturnType<typeof openDesk> => openDesk({ seed: 'small', clock });
  // One snapshot for each face, and the same calls in the same order on each.
  const [direct, platform, assistant, served] = [fresh(), fresh(), fresh(), fresh()];
  const keys = [{ name: 'all', hash: hashKey('secret'), toolsets, writes: true, deletes: true }];
  const service = await serveActions({ registry: sharedRegistry, client: served.client, keys, version: '1.0.0', perMinute: 100_000 });
  const { call } = await talk({
    desk: assistant,
    policy: { toolsets: ['all'], allowWrites: true, allowDeletes: true },
    person: () => 'approve',
    budget: 50_000_000,
  });
  const asset = { url: credentials.tenantUrl, client_id: 'sandbox', client_secret: 'sandbox' };
  const client = { fetch: platform.sandbox.fetch, maxRetries: 0, budget: { requests: 1_000_000, windowMs: 1 } };
  let succeeded = 0;
  for (const operation of operations) {
    const input = inputOf(operation);
    const action = sharedRegistry.find(operation.id)!;
    const first = await sharedRegistry.run(action, direct.client, input).then(
      ({ json_body }) => ({ value: settle(json_body) }),
      (error: unknown) => ({ error: message(error) }),
    );
    const output = await runSwimlaneAction(action.name, { ...asset, ...input }, { registry: sharedRegistry, client });
    const failed = (output.json_body as JsonObject | null)?.error !== undefined && output.status_code >= 400;
    const second = failed ? { error: message(output.json_body) } : { value: settle(output.json_body) };
    const answer = await call('call_operation', { id: operation.id, ...input });
    const said = /<<<halo-data \S+\n(.*)\n\S+ halo-data>>>$/s.exec(answer.text)![1]!;
    const third = answer.isError
      ? { error: String((JSON.parse(said) as JsonObject).error) }
      : { value: settle(answer.structured.json_body) };
    const response = await fetch(`${service.url}/v1/actions/${action.name}`, {
      method: 'POST',
      headers: { authorization: 'Bearer secret' },
      body: JSON.stringify(input),
    });
    const body = (await response.json()) as JsonObject;
    expect(response.ok ? { value: settle(body.json_body) } : { error: message(body) }, operation.id).toEqual(first);
    expect(second, operation.id).toEqual(first);
    expect(third, operation.id).toEqual(first);
    if ('value' in first) succeeded += 1;
  }
  await service.close();
  expect(succeeded).toBeGreaterThan(count / 3);
}, 240_000);
