import fc from 'fast-check';
import { HaloClient, HaloUsageError } from 'halopsa';
import { allOperations, findOperation, findResource, type Operation } from 'halopsa-catalogue';
import type { Field, Schema } from 'halopsa-catalogue/schemas';
import { propertyRuns } from 'halopsa-testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { bodySchema, demandBody, holdBody } from '../src/codec/body.js';
import type { Fields, FieldValue } from '../src/codec/json-value.js';

const posts = allOperations().filter(({ method }) => method === 'POST');
const schemaOf = (operation: Operation): Schema | undefined => bodySchema(operation, findResource(operation.resource));
const held = posts.filter((operation) => schemaOf(operation) !== undefined);

const scalars: Readonly<Record<string, FieldValue>> = {
  int: 5,
  long: 5,
  double: 0.5,
  bool: true,
  string: 'x',
  datetime: '2026-11-30T09:00:00',
  uuid: crypto.randomUUID(),
};
const valueFor = ({ type }: Field): FieldValue => scalars[type] ?? (type.endsWith('[]') ? [] : {});

/** A record with every field that may be written, as nobody sends it. */
const writable = (schema: Schema): Fields =>
  Object.fromEntries(
    [...schema.fields.values()]
      .filter(({ set }) => set === 'writable' || set === 'writeOnly')
      .map((field) => [field.name, valueFor(field)]),
  );

const bodyOf = (operation: Operation, record: FieldValue): FieldValue => (operation.body === 'single' ? record : [record]);

describe('every operation with a body', () => {
  const calls: string[] = [];
  const halo = new HaloClient({
    tenantUrl: 'https://nowhere.example',
    clientId: 'a',
    clientSecret: 'b',
    maxRetries: 0,
    fetch: async (url) => {
      calls.push(String(url));
      return String(url).includes('/token') ? Response.json({ access_token: 'x', expires_in: 3600 }) : new Response(null, { status: 204 });
    },
  });
  afterAll(() => halo.close());

  it('is held by a schema, or nothing is known of it', () => {
    expect(posts.length).toBeGreaterThan(490);
    expect(held.length).toBeGreaterThan(375);
    const upserts = held.filter(({ verb }) => verb === 'upsert');
    expect(upserts.length).toBeGreaterThan(250);
  });

  it.each(held.map(({ id }) => [id]))('%s takes what may be written, and refuses what is not there', async (id) => {
    const operation = findOperation(id)!;
    const resource = findResource(operation.resource)!;
    const schema = schemaOf(operation)!;
    const record = writable(schema);
    expect(holdBody(operation, resource, bodyOf(operation, record))).toMatchObject({ dropped: [], problems: [] });
    const params = Object.fromEntries(Object.keys(operation.params).map((name) => [name, name === 'runbookId' ? crypto.randomUUID() : 1]));
    const before = calls.length;
    const bad = bodyOf(operation, { ...record, zz_no_such_field: 1 });
    const call = halo.call(id as 'tickets.upsert', { params: params as never, body: bad as never });
    await expect(call).rejects.toThrow(/zz_no_such_field is not a field/);
    expect(calls.slice(before).filter((url) => !url.includes('/token'))).toEqual([]);
  });

  it('refuses each field that Halo sets, with the one that does it, and drops it beside that one', () => {
    for (const operation of held.filter(({ verb }) => verb === 'upsert')) {
      const resource = findResource(operation.resource)!;
      for (const { name, set, instead } of schemaOf(operation)!.fields.values()) {
        if (set !== 'computed' || instead === undefined) continue;
        const alone = holdBody(operation, resource, bodyOf(operation, { [name]: 'x' }));
        expect(alone.problems, `${operation.id} ${name}`).toEqual([{ path: name, reason: `is set by Halo: use ${instead}` }]);
        const beside = holdBody(operation, resource, bodyOf(operation, { [name]: 'x', [instead]: 1 }));
        expect(beside, `${operation.id} ${name}`).toMatchObject({ problems: [], dropped: [{ path: name, instead }] });
        expect(JSON.stringify(beside.body)).not.toContain(`"${name}"`);
      }
    }
  });
});

describe('bodies that people send', () => {
  const upsert = (attribute: string): [Operation, ReturnType<typeof findResource>] => {
    const resource = findResource(attribute)!;
    return [resource.operations.upsert!, resource];
  };
  const problems = (attribute: string, record: FieldValue): string[] =>
    holdBody(...upsert(attribute), [record]).problems.map(({ path, reason }) => `${path} ${reason}`);

  it.each([
    ['tickets', { summary: 'Server down', client_id: 42, priority_id: 1, details: 'extra' }],
    ['tickets', { tickettype_id: 24, summary: 'Server outage', details: 'down', priority_id: 1, client_id: 123 }],
    ['tickets', { id: 1, status_id: 9, closure_note: 'Done', _force: true }],
    [
      'tickets',
      { summary: 'x', userlookup: { id: -1 }, usertype: 1, _novalidate: true, _forcereassign: true, donotapplytemplateintheapi: true },
    ],
    ['tickets', { id: 1, _recover: true, _validate_updates: true }],
    ['tickets', { summary: 'x', team_id: 3, attachments: [{ id: 5 }], assets: [{ id: 7 }] }],
    [
      'tickets',
      {
        id: 1,
        customfields: [
          { id: 45, value: 'x' },
          { name: 'CFregion', value: 3 },
        ],
      },
    ],
    ['actions', { ticket_id: 1, outcome: 'Note', note_html: '<p>x</p>', new_status: 2, timetaken: 0.5, who: 'Ann', who_type: 1 }],
    [
      'actions',
      {
        ticket_id: '1',
        outcome_id: '7',
        files: null,
        sendemail: false,
        emailbcc: null,
        dont_do_rules: true,
        attachments: [],
        utcoffset: 240,
      },
    ],
    ['attachments', { filename: 'a.txt', ticket_id: 1, data_base64: 'data:text/plain;base64,YQ==', isimage: false }],
    ['clients', { id: 12, item_tax_code: 1 }],
    ['users', { name: 'Ann', site_id: 1, client_id: 2, firstname: 'Ann', surname: 'Lee', emailaddress: 'a@b.c', isimportantcontact: true }],
    [
      'assets',
      {
        inventory_number: 'A1',
        assettype_id: 5,
        client_id: 123,
        site_id: 789,
        supplier_id: 101,
        key_field: 'ABC',
        fields: [{ id: 1, value: 'x' }],
      },
    ],
    ['appointments', { subject: 'x', start_date: '2026-01-01', end_date: '2026-01-02', agents: [{ id: 3, use: 'agent' }] }],
    [
      'appointments',
      { id: 4, complete_status: '0', complete_date: '2026-01-01', complete_timetaken: 1, complete_notehtml: 'x', complete_agent_id: 3 },
    ],
    [
      'timesheetEvents',
      { start_date: 'a', end_date: 'b', ticket_id: 1, agent_id: '2', charge_rate: '0', note: 'x', lognewticket: false, event_type: 0 },
    ],
    ['timesheets', { date: '2026-01-01', agent_id: 2, start_time: 'x', end_time: 'y', _submitapproval: true }],
    ['timesheets', { id: 0, agent_id: 2, date: 'x', _revertapproval: true }],
    [
      'webhooks',
      {
        name: 'x',
        url: 'https://a',
        authentication_type: '3',
        authentication_header: 'Token',
        basic_password: 's',
        algorithm: 0,
        method: 0,
        content_type: 'application/json',
      },
    ],
    [
      'notificationRules',
      {
        webhook_id: 'x',
        type: '-2',
        delivery_method: '6',
        eventno: '61',
        filter_type: '2',
        conditions: [{ fieldname: 'status', type: 0, tablename: 'faults', value_string: '1' }],
        emailtemplate_id: '32',
      },
    ],
    ['reports', { id: 0, name: '', sql: 'SELECT 1', apiquery_id: 0, _testonly: false, _loadreportonly: true }],
    [
      'reports',
      { id: 5, filters: [{ fieldname: 'a', stringruletype: 2, stringruletext: 'x' }], _loadreportonly: true, reportingperiod: '7' },
    ],
    ['customTables', { id: 1, _add_rows: [{ CFa: 1 }] }],
    ['invoiceStatuses', { status_name: 'Draft', type: 0 }],
    ['opportunities', { summary: 'x', targetdate: '2026-01-01', oppvalueadjusted: 5 }],
    ['categories', { value: 'Hardware>Phone', type_id: 1, category_name: 'Hardware>Phone' }],
    ['lookups', { lookupid: 12, name: 'High' }],
  ])('%s %j', (attribute, record) => {
    expect(problems(attribute, record)).toEqual([]);
  });

  it('takes a body as the web screen posts it', () => {
    const names =
      'ticket_id outcome_id new_matched_rule_id new_rule_ids files smsto appointment_complete_status sendemail sendsms _sendtweet send_to_facebook send_to_instagram send_to_whatsapp send_to_googlebusiness hiddenfromuser important follow send_survey actioncalendarstatus new_status new_slastatus chargerate run_ai_insights sync_to_halo_api action_showpreview action_showkbpreview timetaken timerinuse _ignore_ai travel_chargerate note_html emailto emailcc emailbcc emailsubject utcoffset itsm_summary dont_do_rules attachments _validate_travel';
    const body = Object.fromEntries(names.split(' ').map((name) => [name, null]));
    const result = holdBody(...upsert('actions'), [body]);
    expect(result).toMatchObject({ problems: [], dropped: [], body: [body] });
  });

  it.each([
    ['tickets', { statusid: 5 }, 'status_id'],
    ['tickets', { subject: 'x' }, 'summary'],
    ['tickets', { Summary: 'x' }, 'summary'],
    ['actions', { status_id: 2 }, 'new_status'],
    ['kbArticles', { title: 'x' }, 'name'],
    ['users', { isimportant: true }, 'isimportantcontact'],
    ['assets', { serial: 'x' }, 'key_field'],
    ['assets', { 'serial number': 'x' }, 'key_field'],
    ['users', { email: 'x' }, 'emailaddress'],
  ])('%s %j is answered with %s', (attribute, record, field) => {
    expect(problems(attribute, record).join()).toContain(`did you mean ${field}?`);
  });

  it.each([
    ['meant by its own word', { name: 'x' }, 'name is not a field: did you mean summary?'],
    ['near a field that drives the request', { force: true }, 'force is not a field'],
    ['near one that Halo sets and another that can be written', { site_names: 'x' }, 'site_names is not a field: did you mean site_id?'],
    ['nested in a list', { customfields: [{ id: 1, vlaue: 2 }] }, 'customfields[0].vlaue is not a field: did you mean value?'],
    ['nested in a record', { delivery_address: { line_1: 'x' } }, 'delivery_address.line_1 is not a field: did you mean line1?'],
    ['a name of the language', { constructor: 1 }, 'constructor is not a field'],
    ['a name of the prototype', JSON.parse('{"__proto__":{"a":1}}'), '__proto__ is not a field'],
  ])('says where it stands: %s', (_, record, text) => {
    expect(problems('tickets', record).join()).toContain(text);
  });

  it('leaves what was given as it is, and goes no deeper than it has to', () => {
    const ticket = Object.freeze({
      id: 1,
      status_id: 2,
      status_name: 'x',
      customfields: Object.freeze([Object.freeze({ id: 1, value: 2, display: 'y' })]),
    });
    const { body, dropped } = demandBody(...upsert('tickets'), [ticket]);
    expect(body).toEqual([{ id: 1, status_id: 2, customfields: [{ id: 1, value: 2 }] }]);
    expect(dropped.map(({ path }) => path)).toEqual(['status_name', 'customfields[].display']);
    let deep: Fields = { id: 1 };
    for (let level = 0; level < 5000; level += 1) deep = { children: [deep] };
    expect(() => demandBody(...upsert('assets'), [deep])).toThrow(/nested more than 200 deep/);
    expect(holdBody(...upsert('assets'), [deep]).problems.join()).not.toBe('');
  });

  it('explains some of many unknown fields, and counts the others', () => {
    const body = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`unknown_${at}`, at]));
    const started = performance.now();
    expect(() => demandBody(...upsert('tickets'), [body])).toThrow(/and 19995 more$/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('never throws anything but an error of ours, whatever the JSON', () => {
    const [operation, resource] = upsert('tickets');
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.array(fc.tuple(fc.constantFrom('id', 'customfields', 'attachments', 'status_id', 'status_name', 'details'), fc.jsonValue())),
        (any, pairs) => {
          for (const body of [any, [any], [Object.fromEntries(pairs)]]) {
            try {
              const result = demandBody(operation, resource, body);
              expect(holdBody(operation, resource, result.body).dropped).toEqual([]);
            } catch (error) {
              expect(error).toBeInstanceOf(HaloUsageError);
            }
          }
        },
      ),
      propertyRuns(200, 5000),
    );
  });
});
