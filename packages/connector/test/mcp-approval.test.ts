import { afterEach, describe, expect, test, vi } from 'vitest';
import { openDesk } from './support/desk.js';
import { talk } from './support/mcp-client.js';

const writing = { allowWrites: true };
const titles = (desk: ReturnType<typeof openDesk>): unknown[] => desk.sandbox.control.records('tickets').map(({ summary }) => summary);

afterEach(() => void vi.useRealTimers());

describe('a write by plan', () => {
  test('changes nothing before its token comes back with the same payload, and then happens once', async () => {
    const { call, desk, audit } = await talk({ policy: writing });
    const input = { summary: 'Planned', details: 'x' };
    const planned = await call('create_ticket', input);
    const { token, preview } = planned.structured.plan as { token: string; preview: string };
    expect(preview).toContain('"summary":"Planned"');
    expect(titles(desk)).not.toContain('Planned');
    const done = await call('create_ticket', { ...input, plan_token: token });
    expect(done.structured).toMatchObject({ summary: 'Planned' });
    const again = await call('create_ticket', { ...input, plan_token: token });
    expect([again.isError, again.text.includes('used before')]).toEqual([true, true]);
    expect(titles(desk).filter((summary) => summary === 'Planned')).toHaveLength(1);
    expect(audit.map(({ outcome }) => outcome)).toEqual(['planned', 'done', 'refused']);
    expect(JSON.stringify(audit)).not.toContain(token);
  });

  test('is not done for another payload, another tool, another session, or a token that was made up', async () => {
    const desk = openDesk();
    const { call } = await talk({ desk, policy: writing });
    const { id } = desk.sandbox.control.records('tickets')[0]!;
    const { token } = (await call('update_ticket', { id, summary: 'Mine' })).structured.plan as { token: string };
    const [nonce, ends, signature] = token.split('.') as [string, string, string];
    const later = `${nonce}.${(Number.parseInt(ends, 36) + 9e6).toString(36)}.${signature}`;
    const attempts = [
      await call('update_ticket', { id, summary: 'Other', plan_token: token }),
      await call('update_ticket', { id: Number(id) + 1, summary: 'Mine', plan_token: token }),
      await call('create_ticket', { summary: 'Mine', plan_token: token }),
      await call('update_ticket', { id, summary: 'Mine', plan_token: later }),
      await call('update_ticket', { id, summary: 'Mine', plan_token: `${token}x` }),
      await call('update_ticket', { id, summary: 'Mine', plan_token: '' }),
      await (await talk({ desk, policy: writing, session: 'other' })).call('update_ticket', { id, summary: 'Mine', plan_token: token }),
    ];
    expect(attempts.map(({ isError }) => isError)).toEqual(attempts.map(() => true));
    expect(titles(desk)).not.toContain('Mine');
    expect((await call('update_ticket', { summary: 'Mine', id, plan_token: token })).structured).toMatchObject({ id, summary: 'Mine' });
  });

  test('is never made for an update of nothing', async () => {
    const { call, desk } = await talk({ policy: writing });
    const { id } = desk.sandbox.control.records('tickets')[0]!;
    const planned = await call('update_ticket', { id });
    expect([planned.isError, planned.text]).toEqual([true, expect.stringContaining('update_ticket: there is nothing to change')]);
  });

  test('is never made for a record with an id of nothing', async () => {
    const { call, desk } = await talk({ policy: writing });
    const before = desk.sandbox.control.records('tickets').length;
    const refused = [
      await call('update_ticket', { id: 0, summary: 'x' }),
      await call('update_ticket', { id: '0', summary: 'x' }),
      await call('call_operation', { id: 'tickets.upsert', json_body: { id: 0, summary: 'x' } }),
      await call('call_operation', { id: 'tickets.upsert', json_body: [{ summary: 'new' }, { id: null, summary: 'x' }] }),
      await call('call_operation', { id: 'tickets.upsert', json_body: [{ id: '', summary: 'x' }] }),
    ];
    for (const { isError, text } of refused)
      expect([isError, text]).toEqual([true, expect.stringMatching(/id.*(whole number other than 0|integer|null)/s)]);
    expect(desk.sandbox.control.records('tickets')).toHaveLength(before);
  });

  test.each([
    ['an unknown field', { id: 'tickets.upsert', json_body: [{ summary: 'new' }, { id: 1234, statusid: 5 }] }, 'did you mean status_id?'],
    ['a computed field', { id: 'tickets.upsert', json_body: { id: 1234, client_name: 'Acme' } }, 'use client_id'],
    ['a field of an operation of its own', { id: 'tickets.vote', json_body: [{ idd: 1 }] }, 'idd is not a field'],
    ['an id of nothing in the path', { id: 'tickets.delete', path_parameters: { id: 0 } }, 'whole number other than 0'],
  ])('is never made for %s', async (_case, input, hint) => {
    const { call, desk } = await talk({ policy: { allowWrites: true, allowDeletes: true } });
    const planned = await call('call_operation', input);
    expect([planned.isError, planned.text]).toEqual([true, expect.stringContaining(hint)]);
    expect(desk.sandbox.control.requestLog.list()).toEqual([]);
  });

  test('is never shown to a person for a field that Halo would ignore', async () => {
    const shown: string[] = [];
    const person = (message: string): 'approve' => {
      shown.push(message);
      return 'approve';
    };
    const { call } = await talk({ policy: writing, person });
    expect(await call('call_operation', { id: 'tickets.upsert', json_body: { id: 1234, statusid: 5 } })).toMatchObject({ isError: true });
    expect(shown).toEqual([]);
  });

  test('is not done after five minutes', async () => {
    const clock = { now: 1_000_000 };
    const { call, desk } = await talk({ policy: writing, now: () => clock.now });
    const { token } = (await call('create_ticket', { summary: 'Late' })).structured.plan as { token: string };
    clock.now += 5 * 60_000;
    expect((await call('create_ticket', { summary: 'Late', plan_token: token })).text).toContain('expired');
    expect(titles(desk)).not.toContain('Late');
  });

  test.each(['lapSafe.cancel', 'goToResolve.complete', 'mailOpens.r', 'secureSecretLinks.validate'])(
    'is asked for where %s acts by a GET, and a server that reads only refuses it',
    async (id) => {
      const desk = openDesk();
      expect(await (await talk({ desk })).call('call_operation', { id })).toMatchObject({ isError: true });
      expect((await (await talk({ desk, policy: writing })).call('call_operation', { id })).structured.plan).toBeDefined();
      expect(desk.sandbox.control.requestLog.list().filter(({ operation }) => operation === id)).toEqual([]);
    },
  );

  test('holds for the tool that calls any operation', async () => {
    const { call, desk } = await talk({ policy: writing });
    const input = { id: 'tickets.upsert', json_body: [{ summary: 'By operation', details: 'x' }] };
    const { token } = (await call('call_operation', input)).structured.plan as { token: string };
    expect(titles(desk)).not.toContain('By operation');
    const done = await call('call_operation', { ...input, plan_token: token });
    expect(done.structured.json_body).toMatchObject({ summary: 'By operation' });
  });
});

describe('deletes', () => {
  test('have a switch of their own', async () => {
    const desk = openDesk();
    const { id } = desk.sandbox.control.records('tickets')[0]!;
    const input = { id: 'tickets.delete', path_parameters: { id } };
    const writer = await talk({ desk, policy: writing });
    expect((await writer.call('call_operation', input)).text).toContain('--allow-deletes');
    const deleter = await talk({ desk, policy: { ...writing, allowDeletes: true } });
    const { token, preview } = (await deleter.call('call_operation', input)).structured.plan as { token: string; preview: string };
    expect(preview).toContain('DELETE');
    expect((await deleter.call('call_operation', { ...input, plan_token: token })).isError).toBe(false);
    expect((await deleter.call('get_ticket', { id })).text).toContain('404');
  });
});

describe('where the client can ask the person', () => {
  test('a write happens when the person approves, and only then', async () => {
    const answers = ['decline', 'unticked', 'approve'] as const;
    for (const [index, answer] of answers.entries()) {
      const { call, desk, asked } = await talk({ policy: writing, person: () => answer });
      const { isError } = await call('create_ticket', { summary: `Asked ${index}`, details: 'x' });
      expect([isError, titles(desk).includes(`Asked ${index}`)]).toEqual(answer === 'approve' ? [false, true] : [true, false]);
      expect(asked).toEqual([expect.stringContaining(`Asked ${index}`)]);
    }
  });

  test.each([
    [4, true],
    [6, false],
  ])('a person who takes %i minutes is waited for: %s', async (minutes, happens) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const person = (): Promise<'approve'> => new Promise((resolve) => setTimeout(() => resolve('approve'), minutes * 60_000));
    const { client, desk } = await talk({ policy: writing, person });
    const called = client.callTool({ name: 'create_ticket', arguments: { summary: 'Late', details: 'x' } }, undefined, {
      timeout: 900_000,
    });
    await vi.advanceTimersByTimeAsync(minutes * 60_000);
    const { isError = false, content } = await called;
    expect([isError, titles(desk).includes('Late')]).toEqual([!happens, happens]);
    expect(JSON.stringify(content).includes('did not answer in time')).toBe(!happens);
  });

  test('every member that will be written shows, also behind a long text', async () => {
    const { call, asked } = await talk({ policy: writing, person: () => 'decline' });
    const record = { summary: 'x', details: 'y'.repeat(50_000), status_id: 9 };
    await call('call_operation', { id: 'tickets.upsert', json_body: [record] });
    expect(asked[0]).toContain('"status_id":9');
    expect(asked[0]).toMatch(/\[cut: all of it has 50\d+ characters\]$/);
  });
});
