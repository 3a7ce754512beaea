import { verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { type SignedIn, signIn } from './signed-in.js';

type Row = Record<string, unknown>;

let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn();
});

const NOBODY = 987_654;
const times = { start_date: '2026-11-30T08:00:00', end_date: '2026-11-30T09:00:00' };

describe('a record of something that does not exist', () => {
  it.each([
    ['an action', '/Actions', { ticket_id: NOBODY, outcome_id: 1, note: 'x' }, 'An Action must be associated with a ticket_id'],
    ['a time entry', '/TimesheetEvent', { ...times, ticket_id: NOBODY, agent_id: '11' }, `Ticket ${NOBODY} not found`],
    ['an appointment', '/Appointment', { ...times, subject: 'x', ticket_id: NOBODY }, `Ticket ${NOBODY} not found`],
    ['an appointment of a client', '/Appointment', { ...times, subject: 'x', client_id: NOBODY }, `Client ${NOBODY} not found`],
    [
      'an appointment of agents',
      '/Appointment',
      { ...times, subject: 'x', agents: [{ id: NOBODY, use: 'agent' }] },
      `Agent ${NOBODY} not found`,
    ],
    ['a file', '/Attachment', { ticket_id: NOBODY, filename: 'a.txt', data_base64: 'aGk=' }, `Ticket ${NOBODY} not found`],
  ])(`is refused: %s ${verifies('setup.references-resolve')}`, async (_what, path, record, message) => {
    const before = (await halo.get(path)).text;
    const { status, body } = await halo.post(path, [record]);
    expect([status, typeof body === 'string' ? body : (body as Row).Message]).toEqual([400, message]);
    expect((await halo.get(path)).text).toBe(before);
  });

  it(`is refused: an action by an agent ${verifies('actions.author-exists')}`, async () => {
    const by = (who_agentid: unknown): Promise<{ status: number; body: unknown }> =>
      halo.post('/Actions', [{ ticket_id: 1234, outcome_id: 1, note: 'x', who_agentid }]);
    expect(await by(NOBODY)).toMatchObject({ status: 400, body: { Message: `Agent ${NOBODY} not found` } });
    for (const nobody of [0, -1, null]) expect((await by(nobody)).status).toBe(201);
    const made = (await by(11)).body as Row;
    expect(made).toMatchObject({ who_agentid: 11, who: 'Vera Khan' });
    const changed = await halo.post('/Actions', [{ ticket_id: 1234, id: made.id, who_agentid: 12 }]);
    const { name } = (await halo.get('/Agent/12')).body as Row;
    expect(changed.body).toMatchObject({ who_agentid: 12, who: name });
  });

  it('is kept as it is where others have deleted what it refers to', async () => {
    const { id } = (await halo.post('/Supplier', [{ name: 'x' }])).body as Row;
    const item = (await halo.post('/Item', [{ name: 'Cable', supplier_id: id }])).body as Row;
    await halo.delete(`/Supplier/${String(id)}`);
    expect((await halo.post('/Item', [{ id: item.id, name: 'Long cable' }])).body).toMatchObject({ name: 'Long cable', supplier_id: id });
  });

  it('is no record without a reference: nothing, zero and less are none', async () => {
    for (const ticket_id of [undefined, null, 0, -1]) {
      expect((await halo.post('/Appointment', [{ ...times, subject: 'x', ticket_id }])).status).toBe(201);
      expect((await halo.post('/Attachment', [{ filename: 'a.txt', data_base64: 'aGk=', ticket_id }])).status).toBe(201);
    }
  });

  it('is one of a project as well as of a ticket', async () => {
    const { id } = (await halo.post('/Projects', [{ summary: 'Move' }])).body as Row;
    expect((await halo.post('/Appointment', [{ ...times, subject: 'x', ticket_id: id }])).status).toBe(201);
    expect((await halo.post('/Actions', [{ ticket_id: id, outcome_id: 1, note: 'x' }])).status).toBe(201);
  });
});
