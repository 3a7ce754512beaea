import { findResource } from 'halopsa-catalogue';
import { holdersOf, referencesOf } from 'halopsa-catalogue/references';
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

describe('what the catalogue says that a field refers to', () => {
  const named = { name: 'x', outcome: 'x', ref: 'x', code: 'x', summary: 'x', subject: 'x', client_id: 12 };

  /** Some records demand more than these fields. */
  function canHold(holder: string, record: Row): boolean {
    try {
      halo.sandbox.control.put(holder, record);
      return true;
    } catch {
      return false;
    }
  }

  const ofSetUp = ['slas', 'taxes', 'ticketTypes', 'outcomes', 'currencies', 'viewColumns', 'organisations'];

  it.each(ofSetUp)(
    `keeps a record of set-up, by every field of every resource: %s ${verifies('setup.kept-while-referenced')}`,
    async (resource) => {
      const { path } = findResource(resource)!;
      const kept: string[] = [];
      let tested = 0;
      const holders = holdersOf(resource).filter(({ resource: name, key }) => name !== resource && key === 'id');
      for (const { resource: holder, field } of holders) {
        const { id } = halo.sandbox.control.put(resource, named);
        if (!canHold(holder, { ...named, [field]: id })) continue;
        tested += 1;
        const { status, body } = await halo.delete(`${path}/${String(id)}`);
        const linked = `because there are ${findResource(holder)!.title.toLowerCase()} linked to it`;
        if (status !== 400 || !String(body).includes(linked)) kept.push(`${holder}.${field}: ${status} ${String(body)}`);
      }
      expect(kept).toEqual([]);
      expect(tested).toBeGreaterThanOrEqual(Math.ceil(holders.length / 2));
    },
  );

  it.each(['items', 'contracts', 'appointments', 'ticketTemplates'])(
    `is demanded of every field: %s ${verifies('setup.references-resolve')}`,
    async (resource) => {
      const { path, attribute } = findResource(resource)!;
      const references = referencesOf(attribute).filter(([, { key }]) => key === 'id');
      for (const [field, { resource: target }] of references) {
        const record = { ...times, name: 'x', ref: 'x', subject: 'x', client_id: 12, [field]: NOBODY };
        const { status, text } = await halo.post(path, [record]);
        expect([field, status, text]).toEqual([field, 400, expect.stringContaining(`${NOBODY} not found`)]);
        expect(findResource(target)?.operations.list).toBeDefined();
      }
      expect(references.length).toBeGreaterThan(4);
    },
  );

  it(`names the main site of a client, which follows when the site is renamed ${verifies('type.names-joined')}`, async () => {
    const client = (await halo.get('/Client/12')).body as Row;
    await halo.post('/Site', [{ id: client.main_site_id, name: 'Harbour' }]);
    expect((await halo.get('/Client/12')).body).toMatchObject({ main_site_name: 'Harbour' });
  });
});
