import { HaloAmbiguousWriteError, HaloUnappliedWriteError, HaloUsageError } from 'halopsa';
import { runs } from 'halopsa-testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAppliedTo } from '../src/write/read-back.js';
import { startTenant, type Tenant } from './tenant.js';

describe('duplicate-proof writes', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant({ seed: 'empty' }, { timeoutMs: 2_000 });
  });
  afterEach(() => tenant.sandbox.control.faults.clear());
  afterAll(() => tenant[Symbol.asyncDispose]());
  const named = (name: string): number => tenant.sandbox.control.records('suppliers').filter((record) => record.name === name).length;

  it.each(['before', 'after'] as const)('makes a record once when the connection breaks %s the server acted', async (phase) => {
    const name = `Once ${phase}`;
    tenant.sandbox.control.faults.add({ kind: 'reset', phase, operation: 'suppliers.upsert', count: 2 });
    expect(await tenant.halo.suppliers.create({ name }, { matchBy: ['name'] })).toMatchObject({ name });
    expect(named(name)).toBe(1);
  });

  it('ends in doubt when the server never recovers', async () => {
    tenant.sandbox.control.faults.add({ kind: 'reset', phase: 'before', operation: 'suppliers.upsert' });
    await expect(tenant.halo.suppliers.create({ name: 'Never' }, { matchBy: ['name'] })).rejects.toBeInstanceOf(HaloAmbiguousWriteError);
    expect(named('Never')).toBe(0);
  });

  it('does not take a record that was there before for its own', async () => {
    await tenant.halo.suppliers.create({ name: 'Old' });
    await expect(tenant.halo.suppliers.create({ name: 'Old' }, { matchBy: ['name'] })).rejects.toBeInstanceOf(HaloUsageError);
    expect(named('Old')).toBe(1);
  });

  it('upserts by a natural key', async () => {
    const made = await tenant.halo.suppliers.upsert({ name: 'By key', address: '1 Road' }, { matchBy: ['name'] });
    const changed = await tenant.halo.suppliers.upsert({ name: 'By key', address: '2 Road' }, { matchBy: ['name'] });
    expect(changed.id).toBe(made.id);
    expect(named('By key')).toBe(1);
  });

  it('will not choose among several', async () => {
    await tenant.halo.suppliers.batchCreate([{ name: 'Twin' }, { name: 'Twin' }]);
    await expect(tenant.halo.suppliers.upsert({ name: 'Twin' }, { matchBy: ['name'] })).rejects.toThrow(
      /2 suppliers have name "Twin": ids \d+, \d+/,
    );
    await expect(tenant.halo.suppliers.ensure({ matchBy: { name: 'Twin' } })).rejects.toBeInstanceOf(HaloAmbiguousWriteError);
  });

  it('refuses a key that the record leaves empty', async () => {
    await expect(tenant.halo.suppliers.upsert({ name: '' }, { matchBy: ['name'] })).rejects.toThrow('leaves empty');
    await expect(tenant.halo.suppliers.upsert({ name: 'x' }, { matchBy: [] })).rejects.toThrow('names no field');
  });

  it('ensures a record: made, left alone, changed', async () => {
    const ensure = (address: string) =>
      tenant.halo.suppliers.ensure({ matchBy: { name: 'Ensured' }, update: { address }, create: { contact_name: 'Ann' } });
    expect(await ensure('1 Road')).toMatchObject({ outcome: 'created', record: { name: 'Ensured', address: '1 Road' } });
    expect(await ensure('1 Road')).toMatchObject({ outcome: 'unchanged' });
    expect(await ensure('2 Road')).toMatchObject({ outcome: 'updated', record: { address: '2 Road' } });
    expect(await tenant.halo.suppliers.ensure({ matchBy: { name: 'Ensured' } })).toMatchObject({ outcome: 'unchanged' });
    expect(named('Ensured')).toBe(1);
  });

  it('ends with exactly the wanted records after creates under random resets', async () => {
    const wanted = Array.from({ length: runs(60, 1_000) }, (_, n) => `Wanted ${n}`);
    const { faults } = tenant.sandbox.control;
    faults.add({ kind: 'reset', phase: 'before', operation: 'suppliers.upsert', probability: 0.15 });
    faults.add({ kind: 'reset', phase: 'after', operation: 'suppliers.upsert', probability: 0.15 });
    const lost: string[] = [];
    const create = async (name: string): Promise<void> => {
      await tenant.halo.suppliers.create({ name }, { matchBy: ['name'] }).catch(() => lost.push(name));
    };
    for (let at = 0; at < wanted.length; at += 8) await Promise.all(wanted.slice(at, at + 8).map(create));
    faults.clear();
    for (const name of lost) await tenant.halo.suppliers.upsert({ name }, { matchBy: ['name'] });
    const names = tenant.sandbox.control
      .records('suppliers')
      .map(({ name }) => String(name))
      .filter((name) => name.startsWith('Wanted'));
    expect(names.sort()).toEqual([...wanted].sort());
  }, 600_000);
});

describe('reading back', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterAll(() => tenant[Symbol.asyncDispose]());

  it('gives the record as it stands', async () => {
    const made = await tenant.halo.clients.create({ name: 'Read back' }, { readBack: true });
    expect(await tenant.halo.clients.update({ id: made.id, name: 'Read again' }, { readBack: true })).toMatchObject({ name: 'Read again' });
  });

  it('names the fields that a 201 did not change', async () => {
    const keepOld: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method !== 'POST' || !/Client/.test(request.url)) return fetch(request);
      return Response.json({ ...JSON.parse(await request.text())[0] }, { status: 201 });
    };
    const halo = tenant.client({ fetch: keepOld });
    const error = await halo.clients
      .update({ id: 12, name: 'Kept by a rule', _warning: 'x' }, { readBack: true })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HaloUnappliedWriteError);
    expect(error).toMatchObject({ code: 'halo/unapplied-write', fields: { name: { sent: 'Kept by a rule' } } });
    expect(Object.keys((error as HaloUnappliedWriteError).fields)).toEqual(['name']);
  });

  it.each([
    [{ a: 1 }, { a: '1' }, true],
    [{ a: null }, {}, true],
    [{ a: '' }, { a: null }, true],
    [{ a: 'x' }, {}, false],
    [{ a: true }, { a: 1 }, true],
    [{ a: false }, {}, true],
    [{ a: true }, { a: false }, false],
    [{ a: '2026-11-02T09:00:00Z' }, { a: '2026-11-02T09:00:00.000' }, true],
    [{ a: new Date('2026-11-02T09:00:00Z') }, { a: '2026-11-02T09:00:00' }, true],
    [{ a: '2026-11-02T10:00:00+01:00' }, { a: '2026-11-02T09:00:00' }, true],
    [{ a: '2026-11-02T09:00:01Z' }, { a: '2026-11-02T09:00:00' }, false],
    [{ a: [{ id: 5, value: 'x' }] }, { a: [{ id: 4 }, { id: 5, value: 'x', label: 'L' }] }, true],
    [{ a: [{ id: 5, value: 'x' }] }, { a: [{ id: 5, value: 'y' }] }, false],
    [{ a: [1] }, { a: 1 }, false],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, true],
    [{ a: { b: 1 } }, {}, false],
    [{ a: undefined }, {}, true],
  ])('holds %o against %o: %s', (sent, found, applied) => {
    expect(isAppliedTo(Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)), found, undefined)).toBe(
      applied,
    );
  });
});
