import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { HaloClient } from 'halopsa';
import {
  applyPlan,
  BulkStoppedError,
  checkPlan,
  createPlan,
  exportResults,
  openSource,
  type PlanRequest,
  planRetry,
  planUndo,
  readStatus,
  resumePlan,
  Tenant,
  type TenantOptions,
} from 'halopsa-bulk';
import { describe, expect, test, vi } from 'vitest';
import { Journal } from '../src/journal/journal.js';
import { countBy } from './server-count.js';
import { openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'none' } as const;

async function plan(workshop: Workshop, more: Partial<PlanRequest> = {}, text = 'name\nRow 1\nRow 2\n'): Promise<string> {
  const source = await openSource(workshop.file('rows.csv', text));
  const { tenant } = workshop;
  return (await createPlan({ resource: 'clients', mode: 'create', source, out: workshop.path('job.plan'), tenant, ...more })).path;
}

describe('a journal', () => {
  test('of an earlier job is no place for a plan of the same name', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop);
    await applyPlan(path, workshop.tenant, quick);
    rmSync(path);
    await expect(plan(workshop, {}, 'name\nOther 1\n')).rejects.toThrow(/the journal of an earlier job lies here/);
  });

  test('of another plan is refused by everything that reads it, and nothing is sent', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop);
    await applyPlan(path, workshop.tenant, quick);
    const other = await plan(workshop, { out: workshop.path('other.plan') }, 'name\nOther 1\nOther 2\n');
    renameSync(other, path);
    workshop.sandbox.control.requestLog.clear();
    const { tenant } = workshop;
    for (const work of [
      () => readStatus(path),
      () => applyPlan(path, tenant, quick),
      () => resumePlan(path, tenant, quick),
      () => planUndo({ plan: path, out: workshop.path('undo.plan'), tenant }),
      () => planRetry({ plan: path, out: workshop.path('retry.plan'), tenant }),
      () => exportResults({ plan: path, failure: workshop.path('failure.csv') }),
    ])
      await expect(work()).rejects.toThrow('this journal belongs to another plan, such as an earlier one of the same name');
    expect(workshop.sandbox.control.requestLog.list()).toEqual([]);
  });

  test('put together of two, or of another with its head cut off, is refused', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop);
    await applyPlan(path, workshop.tenant, quick);
    const bytes = readFileSync(`${path}.journal`);
    writeFileSync(`${path}.journal`, Buffer.concat([bytes, bytes]));
    await expect(readStatus(path)).rejects.toThrow('notes of another job stand in this journal');
    writeFileSync(`${path}.journal`, bytes.subarray(bytes.indexOf(10) + 1));
    await expect(readStatus(path)).rejects.toThrow('this journal belongs to another plan');
  });
});

describe('a disk that is full', () => {
  const full = new BulkStoppedError('the journal cannot be written', new Error('ENOSPC: no space left on device'), 'job.plan');

  test('before the first line of the journal leaves a plan that was not begun', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop);
    using _ = vi.spyOn(Journal.prototype, 'note').mockRejectedValueOnce(full);
    await expect(applyPlan(path, workshop.tenant, quick)).rejects.toMatchObject({
      message: expect.stringContaining('the journal cannot be written: ENOSPC'),
      nextStep: `Make room on the disk, then run applyPlan("${path}") again. Nothing was sent.`,
    });
    expect(existsSync(`${path}.journal`)).toBe(false);
    expect(await readStatus(path)).toMatchObject({ state: 'planned' });
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 2 });
  });

  test('later leaves a job that is resumed', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop);
    const { note } = Journal.prototype;
    using _ = vi.spyOn(Journal.prototype, 'note').mockImplementationOnce(note).mockRejectedValueOnce(full);
    await expect(applyPlan(path, workshop.tenant, quick)).rejects.toMatchObject({ nextStep: expect.stringContaining('resumePlan(') });
    expect(await resumePlan(path, workshop.tenant, quick)).toMatchObject({ done: 2 });
  });
});

describe('a plan', () => {
  test('edited in any line, put together of two, or without its end is refused', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop);
    const text = readFileSync(path, 'utf8');
    const edits = [
      text.replace('Row 1', 'Row 3'),
      text.replace('"create":2', '"create":1'),
      text.replace('"warnings":[', '"warnings":["all is well",'),
      text.replace('"mode":"create"', '"mode":"update"'),
      text + text,
      text.slice(0, text.lastIndexOf('{')),
      text.split('\n').toSpliced(1, 1).join('\n'),
    ];
    for (const edited of edits) {
      writeFileSync(path, edited);
      await expect(checkPlan(path)).rejects.toThrow(/the plan (was changed after it was made|is cut short)/);
    }
  });

  test('that was begun and moved without its journal is not begun again', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop, { match: ['name'] });
    await applyPlan(path, workshop.tenant, quick);
    copyFileSync(path, workshop.path('copy.plan'));
    await expect(applyPlan(workshop.path('copy.plan'), workshop.tenant, { ...quick, force: true })).rejects.toThrow(
      /was begun as .*job\.plan/,
    );
  });

  test('whose new records have no key is applied where it was made, unless forced', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop);
    mkdirSync(workshop.path('elsewhere'));
    const copy = workshop.path('elsewhere/job.plan');
    linkSync(path, copy);
    await expect(applyPlan(copy, workshop.tenant, quick)).rejects.toThrow(/its new records have no key/);
    rmSync(path);
    expect(await applyPlan(copy, workshop.tenant, { ...quick, force: true })).toMatchObject({ done: 2 });
  });

  test('reached by a link has one journal and one lock', async () => {
    await using workshop = await openWorkshop();
    const path = await plan(workshop);
    symlinkSync(path, workshop.path('link.plan'));
    workshop.sandbox.control.setLatency(20);
    const both = await Promise.allSettled([
      applyPlan(path, workshop.tenant, quick),
      applyPlan(workshop.path('link.plan'), workshop.tenant, quick),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const counts = await countBy(workshop.url, 'name');
    expect([counts.get('Row 1'), counts.get('Row 2')]).toEqual([1, 1]);
    await expect(applyPlan(workshop.path('link.plan'), workshop.tenant, quick)).rejects.toThrow(/has been applied/);
  });
});

describe('planning again', () => {
  const bad = 'id,colour\n1,red\n99999,red\n';

  test('over a plan that was refused needs no other name; the new one counts', async () => {
    await using workshop = await openWorkshop();
    const { id } = workshop.sandbox.control.put('clients', { name: 'One' });
    const path = await plan(workshop, { mode: 'update' }, bad);
    await expect(applyPlan(path, workshop.tenant, quick)).rejects.toThrow('have errors');
    expect(await plan(workshop, { mode: 'update' }, `id,colour\n${id},red\n`)).toBe(path);
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 1 });
  });

  test.each<readonly [string, (workshop: Workshop) => Promise<unknown>, RegExp]>([
    ['that is ready', async (workshop) => plan(workshop), /there is a file already: a plan that is ready to be applied/],
    [
      'that was applied without its errors',
      async (workshop) => {
        const { id } = workshop.sandbox.control.put('clients', { name: 'One' });
        const path = await plan(workshop, { mode: 'update' }, `id,colour\n${id},red\n99999,red\n`);
        await applyPlan(path, workshop.tenant, { ...quick, skipErrors: true });
      },
      /there is a file already: a plan that was applied/,
    ],
    [
      'of other records',
      async (workshop) => plan(workshop, { resource: 'sites', mode: 'update' }, bad.replace('colour', 'name')),
      /there is a file already: a plan of other rows/,
    ],
    ['that is none', async (workshop) => writeFileSync(workshop.path('job.plan'), 'mine'), /there is a file already/],
  ])('leaves a file alone %s', async (_, before, problem) => {
    await using workshop = await openWorkshop();
    await before(workshop);
    const bytes = readFileSync(workshop.path('job.plan'));
    await expect(plan(workshop)).rejects.toThrow(problem);
    expect(readFileSync(workshop.path('job.plan'))).toEqual(bytes);
  });
});

describe('a plan is bound to', () => {
  const made = { url: 'https://One.example/', name: 'one', clientId: 'first' };
  const others: readonly (readonly [string, Pick<TenantOptions, 'url' | 'name' | 'clientId'>, string])[] = [
    ['its address', { ...made, url: 'https://two.example' }, 'was made for https://one.example, and this is https://two.example'],
    ['its tenant', { ...made, name: 'two' }, 'was made for tenant "one", and this is tenant "two"'],
    ['a tenant at all', { ...made, name: '' }, 'was made for tenant "one", and this is the tenant without a name'],
    ['its application', { ...made, clientId: 'second' }, 'was made for application first, and this is application second'],
  ];

  test.each(others)('%s: apply, resume, retry, undo and export refuse another', async (_, options, problem) => {
    await using workshop = await openWorkshop();
    const { sandbox } = workshop;
    const client = new HaloClient({ tenantUrl: workshop.url, clientId: 'sandbox', clientSecret: 'sandbox' });
    const tenant = new Tenant(client, made);
    const path = await plan(workshop, { tenant });
    const other = new Tenant(client, options);
    await expect(applyPlan(path, other, quick)).rejects.toThrow(problem);
    sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'clients.upsert', skip: 1 });
    await expect(applyPlan(path, tenant, quick)).rejects.toThrow('403');
    sandbox.control.requestLog.clear();
    for (const work of [
      () => resumePlan(path, other, quick),
      () => planUndo({ plan: path, out: workshop.path('undo.plan'), tenant: other }),
      () => planRetry({ plan: path, out: workshop.path('retry.plan'), tenant: other }),
      () => exportResults({ plan: path, target: options, failure: workshop.path('failure.csv') }),
    ])
      await expect(work()).rejects.toThrow(problem);
    expect(sandbox.control.requestLog.list()).toEqual([]);
    sandbox.control.faults.clear();
    expect(await resumePlan(path, new Tenant(client, { ...made, url: 'https://one.example' }), quick)).toMatchObject({ done: 2 });
    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant });
    await expect(applyPlan(undo.path, other, quick)).rejects.toThrow(problem);
    await client.close();
  });

  test('what is configured where it is made without asking the tenant', async () => {
    await using workshop = await openWorkshop();
    const offline = { tenant: undefined, target: made, mode: 'update' } as const;
    const path = await plan(workshop, offline, 'id,colour\n1,blue\n');
    await expect(applyPlan(path, workshop.tenant, quick)).rejects.toThrow('was made for https://one.example');
  });
});
