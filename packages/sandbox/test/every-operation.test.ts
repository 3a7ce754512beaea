import { allOperations, allResources, type Operation, type Resource } from 'halopsa-catalogue';
import { describe, expect, it } from 'vitest';
import { rowsOf, type SignedIn, signIn } from './signed-in.js';

const SAMPLE: Readonly<Record<string, string>> = { int: '1', long: '1', string: 'abc', uuid: '5b7f0d1e-3c2a-4f7b-9d64-0a1c5e8f2b01' };

const concrete = (operation: Operation): string =>
  operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => SAMPLE[operation.params[name] ?? 'int'] ?? '1');

const bodyOf = (operation: Operation): unknown => {
  if (operation.method !== 'POST') return undefined;
  return operation.body === 'array' ? [{}] : {};
};

describe('every operation of the catalogue', () => {
  it('is answered, and never by a failure of the sandbox', async () => {
    const halo = await signIn({ seed: 'small' });
    const failed: string[] = [];
    for (const operation of allOperations()) {
      const answer = await halo.send(operation.method, concrete(operation), bodyOf(operation));
      if (answer.status >= 405) failed.push(`${operation.id} ${answer.status} ${answer.text.slice(0, 80)}`);
    }
    expect(failed).toEqual([]);
    const answered = new Set(halo.sandbox.control.requestLog.list().map((entry) => entry.operation));
    expect(allOperations().filter((operation) => !answered.has(operation.id))).toEqual([]);
  });

  it('answers 401 without a body where there is no token', async () => {
    const { sandbox } = await signIn();
    const open: string[] = [];
    for (const operation of allOperations()) {
      const response = await sandbox.fetch(`http://sandbox.test/api${concrete(operation)}`, { method: operation.method });
      if (response.status !== 401 || (await response.text()) !== '') open.push(operation.id);
    }
    expect(open).toEqual(['authInfo.list', 'instanceInfo.list']);
  });
});

describe('the fidelity of every operation', () => {
  it('is reported: modelled, generic or shape alone', async () => {
    const { sandbox } = await signIn();
    const fidelity = sandbox.control.fidelity();
    expect(Object.keys(fidelity)).toHaveLength(1609);
    expect(fidelity).toMatchObject({ 'tickets.list': 'modelled', 'agents.me': 'modelled', 'authInfo.list': 'modelled' });
    expect(fidelity).toMatchObject({ 'addresses.list': 'generic', 'att.priceAndAvailability': 'shape-only' });
  });
});

function hasShape(body: unknown, list: Resource['list']): boolean {
  if (list?.kind !== 'envelope') return Array.isArray(body) === (list?.kind === 'array');
  const envelope = body as Record<string, unknown>;
  return Array.isArray(envelope[list.key]) && typeof envelope.record_count === 'number';
}

describe('every list', () => {
  const lists = allResources().filter((resource) => resource.operations.list !== undefined);

  it('has the shape that the catalogue records', async () => {
    expect(lists).toHaveLength(368);
    const halo = await signIn({ behaviours: { 'error.token-routes': false } });
    const wrong: string[] = [];
    for (const { path, list, attribute } of lists) {
      const { status, body } = await halo.get(`${path}?pageinate=true&page_size=1&page_no=1&count=1`);
      if (status !== 200 || !hasShape(body, list)) wrong.push(attribute);
    }
    expect(wrong).toEqual([]);
  });
});

/** The least that a record of these resources needs. */
const MINIMAL: Readonly<Record<string, Record<string, unknown>>> = {
  actions: { ticket_id: 1234, outcome_id: 1, note: 'x' },
  agents: { name: 'New Agent' },
  categories: { value: 'New' },
  customTables: { name: 'Rows' },
  invoices: { client_id: 2 },
  lookups: { lookupid: 17, name: 'x' },
  outcomes: { outcome: 'New' },
  opportunities: { summary: 'x' },
  projects: { summary: 'x' },
  purchaseOrders: { supplier_id: 101 },
  quotations: { client_id: 2 },
  recurringInvoices: { client_id: 2 },
  salesOrders: { client_id: 2 },
  tags: { text: 'new' },
  tickets: { summary: 'x' },
  users: { name: 'x', site_id: 5 },
  webhooks: { name: 'x', type: 1 },
};
const SCOPE: Readonly<Record<string, string>> = {
  actions: 'ticket_id=1234',
  crmNotes: 'client_id=2',
  fields: 'kind=T',
  lookups: 'lookupid=17',
};
const NEW_FIELDS: Readonly<Record<string, Record<string, unknown>>> = { crmNotes: { client_id: 2, note: 'x' }, fields: { kind: 'T' } };
const READ_ONLY: ReadonlySet<string> = new Set(['itemStock']);

const idOf = ({ body }: { body: unknown }): unknown => (body as { id?: unknown } | undefined)?.id;

const answers = (answer: { status: number; body: unknown }, status: number, id: unknown): boolean =>
  answer.status === status && idOf(answer) === id;

async function lists(halo: SignedIn, { path, list }: Resource, scope: string, id: unknown): Promise<boolean> {
  const answer = await halo.get(`${path}?includeinactive=true&page_size=100&pageinate=true&orderdesc=true&order=id&${scope}`);
  if (list?.kind === 'object') return true;
  return rowsOf(answer, list?.kind === 'envelope' ? list.key : undefined).some((row) => row.id === id);
}

async function roundTrip(halo: SignedIn, resource: Resource): Promise<string | undefined> {
  const { path, attribute } = resource;
  const scope = SCOPE[attribute] ?? '';
  const created = await halo.post(path, [{ ...(MINIMAL[attribute] ?? { name: 'New' }), ...NEW_FIELDS[attribute] }]);
  const id = idOf(created);
  if (created.status !== 201 || id === undefined) return `create ${created.status} ${created.text}`;
  const one = `${path}/${encodeURIComponent(String(id))}?${scope}`;
  const got = await halo.get(`${one}&includedetails=true`);
  if (idOf(got) !== id) return `get ${got.status} ${got.text}`;
  if (!(await lists(halo, resource, scope, id))) return `list lacks ${String(id)}`;
  const updated = await halo.post(path, [{ ...MINIMAL[attribute], ...(got.body as object), id }]);
  if (!READ_ONLY.has(attribute) && !answers(updated, 201, id)) return `update ${updated.status} ${updated.text}`;
  const deleted = await halo.delete(one);
  if (!answers(deleted, 200, id)) return `delete ${deleted.status} ${deleted.text}`;
  const gone = await halo.get(one);
  return gone.status === 404 && gone.text === '' ? undefined : `after delete ${gone.status}`;
}

describe('every resource with all four verbs', () => {
  const resources = allResources().filter(({ operations: { list, get, upsert, delete: remove } }) => list && get && upsert && remove);

  it('keeps a record through create, get, list, update and delete', async () => {
    expect(resources).toHaveLength(251);
    const halo = await signIn({ behaviours: { 'timesheet-events.id-zero': false, 'workflows.start-step': false } });
    const failed: string[] = [];
    for (const resource of resources) {
      const failure = await roundTrip(halo, resource);
      if (failure !== undefined) failed.push(`${resource.attribute}: ${failure}`);
    }
    expect(failed).toEqual([]);
  });
});
