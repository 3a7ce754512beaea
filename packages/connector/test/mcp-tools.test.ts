import { Ajv2020 } from 'ajv/dist/2020.js';
import { allOperations, findOperation, type Operation } from 'halopsa-catalogue';
import { allTools, type JsonObject, type JsonSchema, toolsets } from 'halopsa-connector';
import { describe, expect, test } from 'vitest';
import { sharedRegistry, talk } from './support/mcp-client.js';

const everything = { toolsets: ['all'], allowWrites: true, allowDeletes: true };

describe('the list of tools', () => {
  test('stays below 12 KB with the toolsets of the default, also where it may write', async () => {
    for (const policy of [{}, { allowWrites: true, allowDeletes: true }]) {
      const { client } = await talk({ policy });
      const answer = JSON.stringify(await client.listTools());
      expect(Buffer.byteLength(answer)).toBeLessThan(12 * 1024);
    }
  });

  test('offers four toolsets by default, all on demand, in an order that does not change', async () => {
    const names = async (policy: object): Promise<string[]> =>
      (await (await talk({ policy })).client.listTools()).tools.map(({ name }) => name);
    expect(await names({})).toMatchSnapshot('default, read-only');
    expect(await names(everything)).toMatchSnapshot('everything');
    expect(await names({ toolsets: ['billing'] })).toEqual([
      'search_operations',
      'describe_operation',
      'call_operation',
      'find_invoices',
      'find_contracts',
    ]);
    expect(allTools(sharedRegistry).length).toBeGreaterThanOrEqual(18);
    expect(new Set(allTools(sharedRegistry).flatMap(({ toolset }) => toolset ?? []))).toEqual(new Set(toolsets));
  });

  test('describes every tool as the snapshot says', async () => {
    const { client } = await talk({ policy: everything });
    for (const tool of (await client.listTools()).tools) expect(tool).toMatchSnapshot(tool.name);
  });

  test('has valid schemas that name every member of what they answer, and annotations', async () => {
    const { client } = await talk({ policy: everything });
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    for (const { name, inputSchema, outputSchema, annotations } of (await client.listTools()).tools) {
      expect(ajv.validateSchema(inputSchema) && ajv.validateSchema(outputSchema!), name).toBe(true);
      expect([(inputSchema as JsonSchema).additionalProperties, (outputSchema as JsonSchema).additionalProperties], name).toEqual([
        false,
        false,
      ]);
      expect(annotations, name).toMatchObject({ readOnlyHint: expect.any(Boolean), openWorldHint: false });
      if (annotations?.readOnlyHint === false) expect(annotations.destructiveHint).toEqual(expect.any(Boolean));
    }
  });
});

describe('reading', () => {
  test.each([
    ['find_tickets', { open_only: true }, 'tickets'],
    ['find_clients', {}, 'clients'],
    ['find_users', {}, 'users'],
    ['find_assets', {}, 'assets'],
    ['find_articles', {}, 'articles'],
    ['find_invoices', {}, 'invoices'],
    ['find_contracts', {}, 'contracts'],
    ['list_config', { kind: 'categories' }, 'entries'],
    ['run_sql_query', { sql: 'SELECT 1 AS n' }, 'rows'],
  ])('%s answers rows in structured content and the same fenced in text', async (name, input, rows) => {
    const { call } = await talk({ policy: { toolsets: ['all'] } });
    const { structured, text, isError } = await call(name, input);
    expect(isError).toBe(false);
    expect(structured[rows]).toEqual(expect.any(Array));
    const [, mark, json] = /<<<halo-data (\S+)\n(.*)\n\1 halo-data>>>$/s.exec(text)!;
    expect(mark!.length).toBe(12);
    expect(JSON.parse(json!)).toEqual(structured);
  });

  test('a ticket comes with its actions, a client and an article by their ids', async () => {
    const { call, desk } = await talk();
    const { ticket_id } = desk.sandbox.control.records('actions')[0]!;
    const ticket = await call('get_ticket', { id: ticket_id, actions: 3 });
    expect(ticket.structured).toMatchObject({ id: ticket_id });
    expect((ticket.structured.actions as unknown[]).length).toBeGreaterThan(0);
    for (const [tool, resource] of [
      ['get_client', 'clients'],
      ['get_article', 'kbArticles'],
    ] as const) {
      const { id } = desk.sandbox.control.records(resource)[0]!;
      expect((await call(tool, { id })).structured.id).toBe(id);
    }
  });

  test('operations are found by words, described, and called', async () => {
    const { call } = await talk();
    const found = await call('search_operations', { query: 'purchase orders list', effect: 'read' });
    expect((found.structured.operations as { id: string }[]).map(({ id }) => id)).toContain('purchaseOrders.list');
    const described = await call('describe_operation', { id: 'tickets.get' });
    expect(described.structured).toMatchObject({ effect: 'read', input: { properties: { path_parameters: expect.anything() } } });
    const answer = await call('call_operation', { id: 'tickets.list', parameters: { pageinate: true, page_size: 2, page_no: 1 } });
    expect((answer.structured.json_body as { tickets: unknown[] }).tickets).toHaveLength(2);
    expect((await call('call_operation', { id: 'tickets.steal' })).text).toContain('unknown operation');
  });

  test('an error is an answer that says what happened and what to do', async () => {
    const { call } = await talk();
    const missing = await call('get_ticket', { id: 99_999_999 });
    expect([missing.isError, missing.text.includes('404'), missing.text.includes('next_step')]).toEqual([true, true, true]);
    expect((await call('get_ticket', { id: 'x' })).text).toContain('must be integer');
    await expect(call('no_such_tool')).rejects.toThrow('Unknown tool');
  });

  test('an answer keeps to its budget of bytes, and says that it was cut', async () => {
    const { call } = await talk({ budget: 2000 });
    const { structured } = await call('find_tickets', { page_size: 100 });
    expect(Buffer.byteLength(JSON.stringify(structured))).toBeLessThan(2200);
    expect(structured.notices).toEqual([expect.stringMatching(/^tickets: 1 to \d+ of \d+ are here/)]);
  });
});

describe('read-only', () => {
  const pathOf = (params: object): JsonObject =>
    Object.fromEntries(Object.entries(params).map(([name, type]) => [name, type === 'string' || type === 'uuid' ? 'a' : 1]));
  const inputOf = ({ id, params, body }: Operation): JsonObject => {
    const json_body = { array: [], single: {}, form: {}, none: undefined }[body];
    return { id, path_parameters: pathOf(params), ...(json_body ? { json_body } : {}) };
  };

  test.each([{}, { ...everything, readOnly: true }])(
    'shows no tool that writes, and refuses every operation that does: %j',
    async (policy) => {
      const { call, desk, client, audit } = await talk({ policy });
      expect((await client.listTools()).tools.filter(({ annotations }) => annotations?.readOnlyHint !== true)).toEqual([]);
      const done: string[] = [];
      for (const operation of allOperations().filter(({ safety }) => safety !== 'read')) {
        if (!(await call('call_operation', inputOf(operation))).isError) done.push(operation.id);
      }
      expect(done).toEqual([]);
      expect(desk.sandbox.control.requestLog.list()).toEqual([]);
      expect(audit.filter(({ outcome }) => outcome === 'done' || outcome === 'planned')).toEqual([]);
      for (const name of ['create_ticket', 'update_ticket', 'add_ticket_note']) await expect(call(name)).rejects.toThrow('Unknown tool');
    },
    240_000,
  );
});

test('resources, prompts and completions', async () => {
  const { client, desk } = await talk();
  const { id, summary } = desk.sandbox.control.records('tickets')[0]!;
  const { contents } = await client.readResource({ uri: `halo://tickets/${id}` });
  expect(contents[0]).toMatchObject({ uri: `halo://tickets/${id}`, text: expect.stringContaining(String(summary)) });
  expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(3);
  await expect(client.readResource({ uri: 'halo://agents/1' })).rejects.toThrow('Unknown resource');
  expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['triage', 'summarise', 'draft_reply']);
  const prompt = await client.getPrompt({ name: 'triage', arguments: { ticket_id: '12' } });
  expect(JSON.stringify(prompt.messages)).toContain('ticket 12');
  await expect(client.getPrompt({ name: 'triage', arguments: { ticket_id: '12; delete all' } })).rejects.toThrow('not a number');
  const { completion } = await client.complete({
    ref: { type: 'ref/prompt', name: 'triage' },
    argument: { name: 'ticket_id', value: '1' },
  });
  expect(completion.values.every((value) => value.startsWith('1'))).toBe(true);
});

test.each([[undefined], [['all']], [['knowledge']], [['tickets']], [['billing']]])(
  'prompts name only tools and operations that are served: %j',
  async (toolsets) => {
    const { client } = await talk({ policy: toolsets ? { toolsets } : {} });
    const served = (await client.listTools()).tools.map(({ name }) => name);
    const { prompts } = await client.listPrompts();
    expect(prompts.length > 0).toBe(served.includes('get_ticket'));
    for (const { name } of prompts) {
      const text = JSON.stringify((await client.getPrompt({ name, arguments: { ticket_id: '12' } })).messages);
      const tools = text.match(/\b[a-z]+_[a-z]+\b/g) ?? [];
      expect(tools.filter((tool) => !served.includes(tool))).toEqual([]);
      const operations = text.match(/\b[a-zA-Z]+\.list\b/g) ?? [];
      for (const operation of operations) expect(findOperation(operation)?.method, operation).toBe('GET');
    }
  },
);
