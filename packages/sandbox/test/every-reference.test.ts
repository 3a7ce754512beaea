import { allResources, findResource } from 'halopsa-catalogue';
import { namingOf, type Reference, referencesOf } from 'halopsa-catalogue/references';
import { verifies } from 'halopsa-testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SignedIn, signIn } from './signed-in.js';

type Row = Record<string, unknown>;

const NOBODY = 987_654;
const NO_GUID = '0a1b2c3d-0000-4000-8000-00000000beef';

/** What records of most resources take; some demand more. */
const usual: Row = {
  name: 'x',
  summary: 'x',
  subject: 'x',
  note: 'x',
  outcome: 'x',
  ref: 'x',
  code: 'x',
  start_date: '2026-11-30T08:00:00',
  end_date: '2026-11-30T09:00:00',
};

/** Halo makes these elsewhere, and the sandbox has none of them: what refers to them is taken. */
const madeElsewhere = ['milestones', 'resourceTypes'];

/** References by number or GUID; one by a text, such as the name of a team, is kept as the text that it is. */
const referring = (resource: string): [field: string, reference: Reference][] =>
  referencesOf(resource).filter(
    ([, { resource: target, key }]) => !namingOf(target).names.includes(key) && !madeElsewhere.includes(target),
  );

const nobody = ({ resource, key }: Reference): number | string => (namingOf(resource).keys[key] === 'uuid' ? NO_GUID : NOBODY);

const holders = allResources().filter(({ attribute, operations }) => 'upsert' in operations && referring(attribute).length > 0);

let halo: SignedIn;
beforeAll(async () => {
  halo = await signIn({ seed: 'demo' });
});

/** A record of a resource: one of the seed, or one that is made; undefined where it demands more than the usual fields. */
function someRecord(resource: string): Row | undefined {
  const [first] = halo.sandbox.control.records(resource);
  if (first) return first as Row;
  try {
    return halo.sandbox.control.put(resource, usual) as Row;
  } catch {
    return undefined;
  }
}

describe(`a reference of any resource that leads to no record ${verifies('post.references-resolve')}`, () => {
  it.each(holders.map(({ attribute }) => attribute))('is refused in new records and in changes: %s', async (resource) => {
    const { path } = findResource(resource)!;
    const record = someRecord(resource);
    const taken: unknown[] = [];
    for (const [field, reference] of referring(resource)) {
      const made = await halo.post(path, [{ ...usual, [field]: nobody(reference) }]);
      if (made.status < 400) taken.push([field, 'create', made.status, made.text.slice(0, 80)]);
      if (!record) continue;
      const changed = await halo.post(path, [{ id: record.id, ticket_id: record.ticket_id, [field]: nobody(reference) }]);
      if (changed.status < 400) taken.push([field, 'update', changed.status, changed.text.slice(0, 80)]);
    }
    expect(taken).toEqual([]);
  });

  it('covers nearly all references of the catalogue', () => {
    const tested = holders.flatMap(({ attribute }) => (someRecord(attribute) ? referring(attribute) : []));
    const all = allResources().flatMap(({ attribute }) => referencesOf(attribute));
    expect(tested.length).toBeGreaterThan(all.length * 0.8);
    for (const target of madeElsewhere) {
      expect(findResource(target)!.operations.upsert).toBeUndefined();
      expect(halo.sandbox.control.records(target)).toEqual([]);
    }
  });
});

describe(`a reference of any resource that leads to a record ${verifies('post.references-resolve')}`, () => {
  it.each(holders.map(({ attribute }) => attribute))('is taken: %s', async (resource) => {
    const { path } = findResource(resource)!;
    const refused: unknown[] = [];
    for (const [field, { resource: target, key, query = {} }] of referring(resource)) {
      const isMeant = (row: Row): boolean => Object.entries(query).every(([name, value]) => row[name] === value);
      const meant = [...(halo.sandbox.control.records(target) as Row[]), someRecord(target) ?? {}].find(
        (row) => row[key] !== undefined && isMeant(row),
      );
      if (!meant) continue;
      const { text } = await halo.post(path, [{ ...usual, ticket_id: meant.ticket_id, [field]: meant[key] }]);
      if (text.includes(`${String(meant[key])} not found`)) refused.push([field, meant[key], text.slice(0, 100)]);
    }
    expect(refused).toEqual([]);
  });
});

describe(`a reference that is taken ${verifies('post.references-resolve')}`, () => {
  it('stands for nothing: zero, less, and the GUID of zeros', async () => {
    for (const client_id of [0, -1, null]) expect((await halo.post('/Asset', [{ client_id, assettype_id: 1 }])).status).toBe(201);
    expect((await halo.post('/Item', [{ name: 'x', sqlimport_id: 0, supplier_id: -1 }])).status).toBe(201);
  });

  it('leads to a record, or led to one when it was written', async () => {
    const supplier = (await halo.post('/Supplier', [{ name: 'x' }])).body as Row;
    const asset = (await halo.post('/Asset', [{ client_id: 12, assettype_id: 1, supplier_id: supplier.id }])).body as Row;
    expect(asset.supplier_id).toBe(supplier.id);
    await halo.delete(`/Supplier/${String(supplier.id)}`);
    const changed = await halo.post('/Asset', [{ id: asset.id, key_field: 'PC-9', supplier_id: supplier.id }]);
    expect(changed).toMatchObject({ status: 201, body: { key_field: 'PC-9', supplier_id: supplier.id } });
  });

  it('leads anywhere where the behaviour is off', async () => {
    const open = await signIn({ seed: 'small', behaviours: { 'post.references-resolve': false } });
    expect((await open.post('/Asset', [{ client_id: NOBODY, assettype_id: 1 }])).status).toBe(201);
  });
});
