import { HaloNotFoundError, type WireRecord } from 'halopsa';
import { allResources, type Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './tenant.js';

const allVerbs = allResources().filter(({ operations }) => ['list', 'get', 'upsert', 'delete'].every((verb) => verb in operations));

/** What Halo demands of a new record, where an empty one is refused (behaviour.md 4.1). */
const minimal: Readonly<Record<string, WireRecord>> = {
  actions: { ticket_id: 1234, outcome_id: 1 },
  categories: { value: 'New', type_id: 1 },
  crmNotes: { client_id: 12 },
  invoices: { client_id: 12 },
  lookups: { lookupid: 11 },
  outcomes: { outcome: 'New' },
  purchaseOrders: { supplier_id: 101 },
  quotations: { client_id: 12 },
  recurringInvoices: { client_id: 12 },
  salesOrders: { client_id: 12 },
  users: { site_id: 5, client_id: 12 },
  webhooks: { type: 1, steps: [] },
  workflows: { steps: [{ isstart: true }] },
};

/** Lists that are empty until they are asked for the records of one other. */
const scopes: Readonly<Record<string, Record<string, number>>> = {
  crmNotes: { client_id: 12 },
  actions: { ticket_id: Number(minimal.actions!.ticket_id) },
};

/** Records that Halo takes but does not let anybody change afterwards. */
const frozen = new Set(['itemStock']);

/** A text field of the schema in which a mark can travel there and back. */
function markField(resource: Resource): string | undefined {
  const fields = resource.schema ? findSchema(resource.schema)?.fields : undefined;
  const texts = [...(fields?.values() ?? [])].filter(
    ({ type, readonly, name }) => type === 'string' && !readonly && !name.startsWith('_') && name !== 'id',
  );
  return (
    ['name', 'summary', 'note', 'description', 'subject', 'value', 'text'].find((name) => texts.some((field) => field.name === name)) ??
    texts[0]?.name
  );
}

describe('every resource with all verbs, over HTTP', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterAll(() => tenant[Symbol.asyncDispose]());

  it('there are 251 of them', () => expect(allVerbs).toHaveLength(251));

  it.each(allVerbs.map((resource) => [resource.attribute, resource] as const))(
    '%s: create, get, list, update, delete',
    async (attribute, resource) => {
      const client = tenant.halo.resource(attribute);
      const field = markField(resource);
      const base = { ...minimal[attribute] };
      const scope = scopes[attribute] ?? {};
      const needs = (verb: 'get' | 'list' | 'delete'): Record<string, number> =>
        Object.fromEntries((resource.needs[verb] ?? []).map((name) => [name, Number(base[name] ?? 1)]));
      const made = await client.create({ ...base, ...(field && { [field]: 'Mark1' }) });
      const id = made.id as number | string;
      expect(id, 'the answer proves the id').toBeDefined();
      const got = await client.get(id, needs('get'));
      expect(String(got.id)).toBe(String(id));
      if (field) expect(got[field]).toBe('Mark1');
      const list = await client.listAll({ ...needs('list'), ...scope }).toArray();
      // Rows that carry no key of their own are known by the mark alone.
      const isOurs = (row: WireRecord): boolean => (resource.key.length > 0 ? String(row.id) === String(id) : row[field ?? ''] === 'Mark1');
      expect(list.some(isOurs)).toBe(true);
      if (field && !frozen.has(attribute)) {
        await client.update({ ...base, id, [field]: 'Mark2' });
        expect((await client.get(id, needs('get')))[field]).toBe('Mark2');
      }
      await client.delete(id, needs('delete'));
      await expect(client.get(id, needs('get'))).rejects.toBeInstanceOf(HaloNotFoundError);
    },
  );
});
