import { PassThrough, Readable } from 'node:stream';
import { ActionRegistry, type JsonObject, runContract, runSwimlaneAction, type SwimlaneOutput } from 'halopsa-connector';
import type { RunningServer, Sandbox } from 'halopsa-sandbox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedSandbox } from './support/desk.js';

const registry = new ActionRegistry();
let sandbox: Sandbox;
let server: RunningServer;

beforeEach(async () => {
  sandbox = fixedSandbox();
  server = await sandbox.serve();
});
afterEach(() => server.close());

const byCredentials = (): JsonObject => ({ url: server.url, client_id: 'sandbox', client_secret: 'sandbox', scope: 'all' });
const byPassword = (): Record<string, unknown> => {
  // The first agent of a tenant is Halo's own "Unassigned", who is nobody.
  const { name } = sandbox.control.records('agents').find(({ id, isdisabled, isapiagent }) => id !== 1 && !isdisabled && !isapiagent)!;
  return { url: server.url, client_id: 'sandbox', scope: 'all', oauth2_username: name, oauth2_password: 'sandbox' };
};
const run = (name: string, payload: Record<string, unknown>): Promise<SwimlaneOutput> =>
  runSwimlaneAction(name, payload, { registry, client: { maxRetries: 0 } });

describe.each([
  ['OAuth2 client credentials', byCredentials],
  ['OAuth2 password', byPassword],
] as const)('the four actions by %s', (_, asset) => {
  test('each of them does its work and shows status, headers and reason', async () => {
    const listed = await run('get_tickets', { ...asset(), parameters: { page_size: '3' } });
    expect(listed).toMatchObject({ status_code: 200, reason: 'OK', response_headers: { 'content-type': expect.stringContaining('json') } });
    const { record_count, tickets } = listed.json_body as { record_count: number; tickets: JsonObject[] };
    expect([record_count > 3, tickets.length]).toEqual([true, 3]);
    const made = await run('add_or_update_ticket', { ...asset(), json_body: [{ summary: 'From a playbook', details: 'x' }] });
    expect(made.status_code).toBe(201);
    const { id } = (made.json_body as { tickets: [JsonObject] }).tickets[0];
    const read = await run('get_ticket_by_id', { ...asset(), path_parameters: { id } });
    expect(read.json_body).toMatchObject({ id, summary: 'From a playbook' });
    expect(await run('delete_ticket_by_id', { ...asset(), path_parameters: { id } })).toMatchObject({ json_body: { id, deleted: true } });
    expect(await run('get_ticket_by_id', { ...asset(), path_parameters: { id } })).toMatchObject({ status_code: 404 });
  });

  test('a client id of digits alone may come as a number', async () => {
    const output = await run('get_tickets', { ...asset(), client_id: 12345 });
    expect(output).toMatchObject({ status_code: expect.any(Number), json_body: { error: { code: 'halo/token' } } });
  });

  test('a wrong secret is an output with 4xx and no secret in it', async () => {
    const output = await run('get_tickets', { ...asset(), client_secret: 'WRONG-SECRET', oauth2_password: 'WRONG-SECRET' });
    expect(output.status_code).toBeGreaterThanOrEqual(400);
    expect(output.json_body).toMatchObject({ error: { code: 'halo/token' } });
    expect(JSON.stringify(output)).not.toContain('WRONG-SECRET');
  });
});

describe('what Halo refuses is an output', () => {
  test.each([401, 403, 404, 429, 500, 503])('status %i', async (status) => {
    sandbox.control.faults.add({
      kind: 'status',
      status,
      operation: 'tickets.list',
      ...(status === 429 ? { headers: { 'retry-after': '7' } } : {}),
    });
    const output = await run('get_tickets', byCredentials());
    expect(output).toMatchObject({ status_code: status, json_body: { error: { message: expect.stringContaining(String(status)) } } });
    if (status === 429)
      expect([output.response_headers['retry-after'], (output.json_body as { error: JsonObject }).error.retry_after]).toEqual(['7', 7]);
  });

  test('validation by the server names the field, validation before it says that nothing was sent', async () => {
    const refused = await run('halo_actions_upsert', { ...byCredentials(), json_body: { ticket_id: 1, note: 'x' } });
    expect(refused).toMatchObject({ status_code: 400, reason: 'Bad Request', json_body: { error: { code: 'halo/validation' } } });
    const sent = sandbox.control.requestLog.list().length;
    const wrong = await run('get_ticket_by_id', { ...byCredentials(), path_parameters: { id: 'seven' } });
    expect(wrong).toMatchObject({
      status_code: 400,
      json_body: { error: { code: 'connector/invalid-input', errors: { id: ['must be integer'] } } },
    });
    expect(sandbox.control.requestLog.list()).toHaveLength(sent);
  });

  test.each([
    ['delete_ticket_by_id', { path_parameters: { id: null } }, { id: ['must not be null'] }],
    ['delete_ticket_by_id', { path_parameters: { id: true } }, { id: ['must not be true'] }],
    ['halo_tickets_delete', { path_parameters: { id: null } }, { 'path_parameters.id': ['must not be null'] }],
    ['get_tickets', { parameters: { client_id: null } }, { client_id: ['must not be null'] }],
    ['add_or_update_ticket', { json_body: [{ id: null, summary: 'x' }] }, { 'tickets.0.id': ['must not be null'] }],
    ['halo_tickets_upsert', { json_body: [{ id: null, summary: 'x' }] }, { 'json_body.0.id': ['must not be null'] }],
    ['halo_tickets_upsert', { json_body: [{ id: '', summary: 'x' }] }, { 'json_body.0.id': ['must be integer'] }],
    ['halo_tickets_upsert', { json_body: [{ agent_id: '', summary: 'x' }] }, { 'json_body.0.agent_id': ['must not be empty'] }],
    ['get_tickets', { parameters: '{"client_id": 5}' }, { parameters: ['must be object'] }],
  ])('%s of %j, as an empty variable makes it, is refused and not taken for a number', async (name, input, errors) => {
    expect(await run(name, { ...byCredentials(), ...input })).toMatchObject({
      status_code: 400,
      json_body: { error: { code: 'connector/invalid-input', errors } },
    });
    expect(sandbox.control.requestLog.list().filter(({ operation }) => operation?.startsWith('tickets.'))).toEqual([]);
  });

  test.each(['add_or_update_ticket', 'halo_tickets_upsert'])('%s sends none of several where one has the id 0', async (name) => {
    const output = await run(name, {
      ...byCredentials(),
      json_body: [
        { id: 1234, summary: 'x' },
        { id: 0, summary: 'y' },
      ],
    });
    expect(output).toMatchObject({
      status_code: 400,
      json_body: { error: { message: expect.stringContaining('record 2: the id must be') } },
    });
    expect(sandbox.control.requestLog.list().filter(({ operation }) => operation?.startsWith('tickets.'))).toEqual([]);
  });

  test('tickets before one that is refused are written, and nothing says otherwise', async () => {
    const output = await run('add_or_update_ticket', { ...byCredentials(), json_body: [{ id: 1234, summary: 'x' }, { summary: '' }] });
    const { error } = output.json_body as { error: JsonObject };
    expect(error).toMatchObject({
      records: [
        { record: 1, outcome: 'done' },
        { record: 2, outcome: 'refused' },
      ],
    });
    expect(error.next_step).toMatch(/Send only the records that were not written\.$/);
    expect(JSON.stringify(output)).not.toMatch(/nothing was (?:changed|sent)/i);
  });

  test.each(['get_tickets', 'halo_tickets_list'])('%s leaves filters out that are empty text or an empty list', async (name) => {
    const parameters = { search: '', status: '', orderby: '', page_size: 1, pageinate: true, page_no: 1 };
    const known = registry.find(name)!.input.properties;
    const names = Object.keys((known.parameters?.properties ?? known) as object);
    const given = Object.fromEntries(Object.entries(parameters).filter(([member]) => names.includes(member)));
    expect(given.search).toBe('');
    expect(await run(name, { ...byCredentials(), parameters: given })).toMatchObject({ status_code: 200 });
  });

  test('a host that does not answer gives status 0 and says what to check', async () => {
    const payload = byCredentials();
    await server.close();
    const output = await run('get_tickets', payload);
    expect(output).toMatchObject({
      status_code: 0,
      reason: 'No answer',
      json_body: { error: { next_step: expect.stringContaining('proxy') } },
    });
  });
});

describe('the contract of streams', () => {
  async function contract(name: string | undefined, input: string): Promise<{ exit: number; said: string }> {
    const stdout = new PassThrough({ encoding: 'utf8' });
    const exit = await runContract(name, { stdin: Readable.from([input]), stdout }, { registry, client: { maxRetries: 0 } });
    return { exit, said: String(stdout.read()) };
  }

  test('one line of ::set-output for what Halo was asked', async () => {
    const { exit, said } = await contract('get_tickets', JSON.stringify({ ...byCredentials(), parameters: { page_size: 1 } }));
    expect([exit, said.trimEnd().split('\n').length]).toEqual([0, 1]);
    expect(JSON.parse(said.replace('::set-output ', ''))).toMatchObject({ status_code: 200 });
  });

  test.each([
    ['no JSON', 'get_tickets', '{"client_secret":"hush",', 'the payload is not JSON'],
    ['too deep', 'get_tickets', `{"parameters":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'nested too deep'],
    ['no object', 'get_tickets', '[]', 'not a JSON object'],
    ['no such action', 'get_ticket', '{}', 'unknown action get_ticket'],
    ['no name', undefined, '{}', 'unknown action'],
    ['no url', 'get_tickets', '{"client_id":"a"}', 'no url'],
    ['no way to sign in', 'get_tickets', '{"url":"https://a.example","client_id":"a"}', 'no client_secret'],
  ])('one line of ::set-error where nothing could be asked: %s', async (_, name, input, said) => {
    const answer = await contract(name, input);
    expect(answer.exit).toBe(1);
    expect(answer.said).toMatch(/^::set-error \{.*\}\n$/);
    expect(answer.said).toContain(said);
    expect(answer.said).not.toContain('hush');
  });
});
