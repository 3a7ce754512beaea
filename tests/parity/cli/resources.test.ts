import { findResource, toCamel } from 'halopsa-catalogue';
import { runs } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../../journeys/support/tenant.js';

/** The topics that the document names, each with a record to make and a field of it to change. */
const topics: Readonly<Record<string, readonly [record: object, change: object, filters?: readonly string[]]>> = {
  tickets: [{ summary: 'Made' }, { summary: 'Changed' }],
  actions: [{ ticket_id: 1234, outcome: 'Note', note: 'Made' }, { note: 'Changed' }, ['--ticket-id', '1234']],
  clients: [{ name: 'Made' }, { name: 'Changed' }],
  users: [{ name: 'Made Person', site_id: 5 }, { name: 'Changed Person' }],
  agents: [{ name: 'Made Agent' }, { name: 'Changed Agent' }],
  assets: [{ assettype_id: 5, site_id: 5 }, { inventory_number: 'CHANGED' }],
  sites: [{ name: 'Made', client_id: 42 }, { name: 'Changed' }],
  invoices: [{ client_id: 42 }, { invoicenumber: 'CHANGED' }],
  contracts: [{ ref: 'MADE', client_id: 42 }, { ref: 'CHANGED' }],
  opportunities: [{ summary: 'Made' }, { summary: 'Changed' }],
  projects: [{ summary: 'Made' }, { summary: 'Changed' }],
  appointments: [
    { subject: 'Made', agent_id: 4, start_date: '2030-05-01T09:00:00', end_date: '2030-05-01T10:00:00' },
    { subject: 'Changed' },
  ],
  items: [{ name: 'Made', assetgroup_id: 1 }, { name: 'Changed' }],
  'kb-articles': [{ name: 'Made' }, { name: 'Changed' }],
  suppliers: [{ name: 'Made' }, { name: 'Changed' }],
  attachments: [{ filename: 'made.txt', ticket_id: 1234, data_base64: 'aGFsbw==' }, { filename: 'changed.txt' }, ['--ticket-id', '1234']],
  statuses: [{ name: 'Made' }, { name: 'Changed' }],
  teams: [{ name: 'Made' }, { name: 'Changed' }],
  categories: [{ value: 'Made', type_id: 1 }, { value: 'Changed' }],
  priorities: [{ name: 'Made', slaid: 1 }, { name: 'Changed' }],
  slas: [{ name: 'Made' }, { name: 'Changed' }],
  'ticket-types': [{ name: 'Made' }, { name: 'Changed' }],
  'top-levels': [{ name: 'Made' }, { name: 'Changed' }],
  expenses: [{ description: 'Made', agent_id: 4, amount: 1 }, { description: 'Changed' }],
  timesheets: [{ agent_id: 4, date: '2030-05-01T00:00:00' }, { date: '2030-05-02T00:00:00' }],
  releases: [{ name: 'Made' }, { name: 'Changed' }],
  reports: [{ name: 'Made', sql: 'SELECT 1 AS one' }, { name: 'Changed' }],
  webhooks: [{ name: 'Made', url: 'https://hooks.example' }, { name: 'Changed' }],
  workdays: [{ name: 'Made' }, { name: 'Changed' }],
  'software-licences': [{ name: 'Made' }, { name: 'Changed' }],
  'crm-notes': [{ client_id: 42, note: 'Made' }, { note: 'Changed' }, ['--client-id', '42']],
  quotations: [{ title: 'Made', client_id: 42 }, { title: 'Changed' }],
};

/** Halo itself has no way to delete these. */
const withoutDelete = new Set(['expenses', 'timesheets']);

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.close());

/** Runs a line and reads its JSON; a failure is reported with what the line said. */
async function tell(...words: string[]): Promise<unknown> {
  const { exit, stdout, stderr } = await tenant.halo([...words, '--json']);
  expect({ line: words.join(' '), exit, said: exit === 0 ? '' : stderr }).toEqual({ line: words.join(' '), exit: 0, said: '' });
  return stdout === '' ? undefined : JSON.parse(stdout);
}

const names = Object.keys(topics);
const wanted = runs(6, names.length);
const sample = names.filter((_, index) => index % Math.ceil(names.length / wanted) === 0);

describe('every resource of the document', () => {
  it('is named here and has its verbs', () => {
    expect(names).toHaveLength(32);
    const verbs = ['list', 'upsert', 'delete'];
    const lacking = names.flatMap((topic) => {
      const { operations } = findResource(toCamel(topic))!;
      return verbs.filter((verb) => operations[verb] === undefined).map((verb) => `${topic} ${verb}`);
    });
    expect(lacking).toEqual([...withoutDelete].map((topic) => `${topic} delete`));
  });

  it.each(sample)('is listed, made, shown, changed and deleted: %s', async (topic) => {
    const [record, change, filters = []] = topics[topic]!;
    expect(await tell(topic, 'list', ...filters)).toBeInstanceOf(Array);
    const { id } = (await tell(topic, 'create', '--data', JSON.stringify(record))) as { id: number | string };
    // An action is numbered within its ticket.
    const parent = topic === 'actions' ? ['--ticket-id', '1234'] : [];
    await tell(topic, 'update', String(id), '--data', JSON.stringify(change), ...parent);
    expect(await tell(topic, 'get', String(id), ...parent)).toMatchObject({ id, ...change });
    if (withoutDelete.has(topic)) return;
    await tell(topic, 'delete', String(id), '--yes', ...parent);
    const gone = await tenant.halo([topic, 'get', String(id), ...parent]);
    expect(gone.exit).toBe(3);
  });
});
