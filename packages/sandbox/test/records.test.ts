import { verifies } from 'halopsa-testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SignedIn, signIn } from './signed-in.js';

let halo: SignedIn;
beforeAll(async () => {
  halo = await signIn();
});

describe('reading one record', () => {
  it(`answers the record itself, on a path of any case ${verifies('get.bare-object', 'type.case-insensitive-paths', 'http.json-utf8')}`, async () => {
    const answer = await halo.get('/tIcKeTs/1234');
    expect(answer.body).toMatchObject({ id: 1234 });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it(`answers 404 without a body for what is not there ${verifies('get.missing-404', 'error.empty-bodies', 'list.missing-paths-404')}`, async () => {
    expect(await halo.get('/Tickets/99999')).toMatchObject({ status: 404, text: '' });
    for (const path of ['/Contract', '/Project', '/Opportunity', '/NoSuchThing'])
      expect(await halo.get(path)).toMatchObject({ status: 404, text: '' });
  });

  it(`answers 400 with model state for a malformed id ${verifies('get.malformed-id-400')}`, async () => {
    expect(await halo.get('/Tickets/probe')).toMatchObject({ status: 400, body: { id: ["The value 'probe' is not valid."] } });
  });

  it(`answers 404 to junk where the key is no number ${verifies('get.junk-on-text-key-404', 'priorities.int-id-404', 'type.guid-ids')}`, async () => {
    expect((await halo.get('/Priority/1')).status).toBe(404);
    for (const path of ['/Application/junk', '/Roles/junk']) expect((await halo.get(path)).status).toBe(404);
    expect((await halo.get('/Webhook/junk')).status).toBe(400);
  });

  it(`adds custom fields under includedetails ${verifies('get.includedetails-adds-customfields')}`, async () => {
    await halo.post('/Client', [{ id: 12, customfields: [{ id: 1, value: 'a' }] }]);
    expect((await halo.get('/Client/12')).body).not.toHaveProperty('customfields');
    expect((await halo.get('/Client/12?includedetails=true')).body).toMatchObject({ customfields: [{ id: 1, value: 'a' }] });
  });

  it(`answers null where the real server does ${verifies('get.mcp-null')}`, async () => {
    expect((await halo.get('/mcp')).text).toBe('null');
  });

  it(`answers 405 to a method that a path lacks ${verifies('error.method-405', 'post.verbs')}`, async () => {
    expect((await halo.send('PUT', '/Tickets/1234', {})).status).toBe(405);
    expect((await halo.send('PATCH', '/Tickets', [])).status).toBe(405);
  });
});

describe('creating and updating', () => {
  it(`answers 201 with the last record, or all under returnall ${verifies('post.status-201', 'post.last-object-only', 'post.returnall-array', 'post.array-body')}`, async () => {
    const two = [{ name: 'First' }, { name: 'Second' }];
    expect(await halo.post('/Team', two)).toMatchObject({ status: 201, body: { name: 'Second' } });
    expect((await halo.post('/Team?returnall=true', two)).body).toMatchObject([{ name: 'First' }, { name: 'Second' }]);
  });

  it(`creates without an id and updates with one, leaving the rest ${verifies('post.id-decides', 'post.merge')}`, async () => {
    const { id } = (await halo.post('/Supplier', [{ name: 'Maker', notes: 'keep' }])).body as { id: number };
    expect((await halo.post('/Supplier', [{ id, name: 'Renamed' }])).body).toMatchObject({ id, name: 'Renamed', notes: 'keep' });
    expect((await halo.post('/Supplier', [{ id, notes: null }])).body).not.toHaveProperty('notes');
  });

  it(`unsets a field by null and leaves it out ${verifies('post.null-unsets', 'type.nulls-omitted')}`, async () => {
    const { id } = (await halo.post('/Team', [{ name: 'T', phone_number: '1' }])).body as { id: number };
    const { text } = await halo.post('/Team', [{ id, phone_number: null }]);
    expect(text).not.toContain('phone_number');
    expect(text).not.toContain('null');
  });

  it(`refuses to update an id that does not exist ${verifies('post.unknown-id-refused', 'error.bare-string')}`, async () => {
    expect(await halo.post('/Agent', [{ id: 9999, name: 'x' }])).toMatchObject({ status: 400, body: 'Record not found' });
  });

  it(`ignores unknown fields and reads numbers from text ${verifies('post.unknown-fields-ignored', 'type.numeric-strings')}`, async () => {
    const { body } = await halo.post('/Site', [{ name: 'S', client_id: '42', nonsense: true }]);
    expect(body).toMatchObject({ client_id: 42, client_name: 'Meridian Logistics' });
    expect(body).not.toHaveProperty('nonsense');
  });

  it(`names the place of a wrong type, and stores nothing ${verifies('error.model-state')}`, async () => {
    const before = halo.sandbox.control.records('actions').length;
    const answer = await halo.send('POST', '/Actions', [
      { ticket_id: 1234, outcome_id: 1 },
      { ticket_id: 1234, outcome_id: 'X' },
    ]);
    const message = "Could not convert string to integer: X. Path '[1].outcome_id', line 1, position 69.";
    expect(answer).toMatchObject({ status: 400, body: { '[1].outcome_id': [message] } });
    expect(halo.sandbox.control.records('actions')).toHaveLength(before);
  });

  it(`writes dates in UTC without a zone ${verifies('type.utc-without-zone')}`, async () => {
    const { body } = await halo.post('/Tickets', [{ summary: 'x', dateoccurred: '2026-03-01T12:00:00+02:00' }]);
    expect(body).toMatchObject({ dateoccurred: '2026-03-01T10:00:00' });
  });

  it(`refuses a bare object but on actions, and an array where one object is taken ${verifies('post.bare-object-refused', 'post.array-refused-on-single')}`, async () => {
    expect((await halo.post('/Report', { name: 'x' })).status).toBe(400);
    expect((await halo.post('/Actions', { ticket_id: 1234, outcome_id: 1 })).status).toBe(201);
    expect((await halo.post('/Tickets/Object', [{ summary: 'x' }])).status).toBe(400);
    const lenient = await signIn({ behaviours: { 'post.bare-object-refused': false } });
    expect((await lenient.post('/Report', { name: 'x' })).status).toBe(201);
  });

  it(`refuses a body of another type, or none that can be read ${verifies('post.wrong-content-type-415', 'error.invalid-json-400')}`, async () => {
    const headers = { authorization: 'Bearer none' };
    expect((await halo.sandbox.fetch('http://x/api/Team', { method: 'POST', headers, body: 'a=b' })).status).toBe(401);
    expect((await halo.send('POST', '/Team', undefined)).status).toBe(415);
    expect((await halo.post('/Team', 'text')).status).toBe(400);
    expect((await halo.post('/Team', [1])).status).toBe(400);
  });

  it(`joins custom fields one by one ${verifies('post.custom-fields-by-id', 'post.custom-field-shape')}`, async () => {
    await halo.post('/Client', [
      {
        id: 42,
        customfields: [
          { id: 1, name: 'CFa', value: 1 },
          { id: 2, name: 'CFb', value: 2 },
        ],
      },
    ]);
    const { body } = await halo.post('/Client', [{ id: 42, customfields: [{ id: 2, value: 'new' }] }]);
    expect(body).toMatchObject({
      customfields: [
        { id: 1, value: 1 },
        { id: 2, name: 'CFb', value: 'new', display: 'new' },
      ],
    });
  });

  it(`takes a known guid for an update ${verifies('post.guid-is-upsert-key')}`, async () => {
    const first = (await halo.post('/Outcome', [{ outcome: 'Called' }])).body as { id: number; guid: string };
    expect((await halo.post('/Outcome', [{ guid: first.guid, outcome: 'Called back' }])).body).toMatchObject({
      id: first.id,
      outcome: 'Called back',
    });
  });

  it(`keeps no fields that drive the request ${verifies('post.underscore-fields-drive')}`, async () => {
    expect((await halo.post('/Tickets', [{ summary: 'x', _novalidate: true, _importtype: 'csv' }])).text).not.toContain('"_');
  });
});

describe('deleting', () => {
  it(`answers the record, which is then gone ${verifies('delete.answers-record', 'delete.then-404')}`, async () => {
    const { id } = (await halo.post('/Tags', [{ text: 'short-lived' }])).body as { id: number };
    expect(await halo.delete(`/Tags/${id}`)).toMatchObject({ status: 200, body: { id } });
    expect(await halo.get(`/Tags/${id}`)).toMatchObject({ status: 404, text: '' });
    expect((await halo.delete(`/Tags/${id}`)).status).toBe(404);
  });

  it(`demands what the server demands ${verifies('delete.action-needs-ticket', 'delete.lookup-needs-lookupid', 'delete.field-needs-kind')}`, async () => {
    expect(await halo.delete('/Actions/1')).toMatchObject({ status: 400, body: 'ticket_id must be included when deleting an Action' });
    expect(await halo.delete('/Lookup/1')).toMatchObject({ status: 400, body: 'lookupid must be specified' });
    expect(await halo.delete('/Field/1')).toMatchObject({ status: 400, body: 'Field kind must be specified' });
  });

  it(`refuses a priority that tickets have ${verifies('delete.refused-while-referenced')}`, async () => {
    const rows = (await halo.get('/Priority')).body as { id: string }[];
    const answer = await halo.delete(`/Priority/${rows[0]!.id}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatch(/tickets/);
  });
});
