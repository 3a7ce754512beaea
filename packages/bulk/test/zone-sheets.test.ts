import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { createPlan, openSource, type PlanResult, writeEditSheet } from 'halopsa-bulk';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';
import { dateReader } from '../src/mapping/read-date.js';
import { sameValue } from '../src/matching/same-value.js';
import { zoneTimes } from '../src/sheets/zone-times.js';
import { openWorkshop, type Workshop } from './workshop.js';

const zones = ['Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];

async function plan(workshop: Workshop, path: string, zone?: string): Promise<PlanResult> {
  const out = `${path}.plan`;
  return createPlan({
    resource: 'tickets',
    mode: 'update',
    source: await openSource(path),
    out,
    tenant: workshop.tenant,
    zone,
    checkForms: false,
  });
}

/** What Halo may hold in a field of time: moments around changes of clocks, days, nothing, and its ways to say never. */
const held = [
  '2026-03-29T00:59:59',
  '2026-03-29T01:00:00',
  '2026-10-25T00:30:00',
  '2026-10-25T01:30:00.537',
  '2026-11-01T05:30:00',
  '2026-11-01T06:30:00',
  '2026-07-01T00:00:00',
  '1900-01-01T00:00:00',
  '0001-01-01T00:00:00',
  '2026-12-31T23:59:59.999',
];

describe.each(['csv', 'xlsx'])('a sheet (%s) for editing in a zone', (format) => {
  test.each(zones)('%s changes nothing where nobody edits it, whatever zone the plan is given', async (zone) => {
    await using workshop = await openWorkshop();
    for (const dateoccurred of [...held, undefined])
      workshop.sandbox.control.put('tickets', { summary: 'One', client_id: 1, ...(dateoccurred ? { dateoccurred } : {}) });
    const path = workshop.path(`times.${format}`);
    const { tenant } = workshop;
    expect(await writeEditSheet({ resource: 'tickets', columns: ['id', 'dateoccurred', 'summary'], path, tenant, zone })).toBe(11);
    if (format === 'csv') expect(readFileSync(path, 'utf8')).toContain(`id,dateoccurred (${zone}),summary`);
    const source = await openSource(path);
    expect(source.columns).toEqual(['id', `dateoccurred (${zone})`, 'summary']);
    for (const other of [undefined, 'Asia/Tokyo']) {
      const { footer } = await createPlan({
        ...{ resource: 'tickets', mode: 'update', source: await openSource(path), out: `${path}.${other?.length}.plan` },
        ...{ tenant, zone: other, checkForms: false },
      });
      expect(footer.counts).toMatchObject({ update: 0, error: 0, skip: 11 });
    }
  });
});

test('a time that is edited is one of the zone that its heading names', async () => {
  await using workshop = await openWorkshop();
  const { id } = workshop.sandbox.control.put('tickets', { summary: 'One', client_id: 1, dateoccurred: '2026-07-01T09:00:00' });
  const path = workshop.path('times.csv');
  await writeEditSheet({ resource: 'tickets', columns: ['id', 'dateoccurred'], path, tenant: workshop.tenant, zone: 'Europe/London' });
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(`${id},2026-07-01 10:00:00`);
  writeFileSync(path, text.replace('2026-07-01 10:00:00', '2026-07-01 11:30'));
  const { sample, footer } = await plan(workshop, path, 'America/New_York');
  expect(sample).toMatchObject([
    { action: 'update', set: { dateoccurred: '2026-07-01T10:30:00' }, before: { dateoccurred: '2026-07-01T09:00:00' } },
  ]);
  expect(footer.warnings.join()).toContain('without a zone they are of Europe/London');
});

test('a zone that does not exist is refused, and nothing is written', async () => {
  await using workshop = await openWorkshop();
  const { tenant } = workshop;
  const request = { resource: 'tickets', columns: ['id', 'dateoccurred'], path: workshop.path('times.csv'), tenant, zone: 'Mars/Olympus' };
  await expect(writeEditSheet(request)).rejects.toThrow('unknown time zone "Mars/Olympus"');
});

test('a heading with something else in brackets names no zone', async () => {
  await using workshop = await openWorkshop();
  const path = workshop.file('other.csv', 'id,summary (Europe/London)\n1,x\n');
  await expect(plan(workshop, path)).rejects.toThrow('has this name');
});

test('any moment that is shown in a zone is read as the same one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('1800-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      (zone, date) => {
        const value = date.toISOString().slice(0, 23);
        const shown = String(zoneTimes(zone)(value));
        const read = dateReader({ zone, place: { file: 'x', column: 'y' } })(shown);
        expect([shown, shown === value || (typeof read === 'string' && sameValue(read, value))]).toEqual([shown, true]);
      },
    ),
    propertyRuns(200, 10_000),
  );
});
