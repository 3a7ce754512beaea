import { createPlan, openSource, optionWords, type PlanRequest, type PlanResult } from 'halopsa-bulk';
import { noteText } from 'halopsa-catalogue/errors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
let client = 0;
let site = 0;
beforeAll(async () => {
  workshop = await openWorkshop();
  client = Number(workshop.sandbox.control.put('clients', { name: 'Acme' }).id);
  site = Number(workshop.sandbox.control.put('sites', { name: 'HQ', client_id: client }).id);
});
afterAll(() => workshop[Symbol.asyncDispose]());

async function planned(ids: readonly number[], more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const csv = `summary,client_id,user_id\n${ids.map((id) => `a,${client},${id}`).join('\n')}\n`;
  const source = await openSource(workshop.file('rows.csv', csv));
  const out = workshop.path(`${Math.random()}.plan`);
  workshop.sandbox.control.requestLog.clear();
  return createPlan({ resource: 'tickets', mode: 'create', checkForms: false, source, out, tenant: workshop.tenant, ...more });
}

const notes = ({ footer }: PlanResult): string =>
  footer.warnings
    .map((one) => noteText(one, optionWords))
    .filter((one) => one.includes('looked up'))
    .join('\n');
const reads = (): number => workshop.sandbox.control.requestLog.list().filter(({ operation }) => operation?.startsWith('users.')).length;
const put = (count: number): number[] =>
  Array.from({ length: count }, (_, at) =>
    Number(workshop.sandbox.control.put('users', { name: `User ${at}`, client_id: client, site_id: site, inactive: at % 50 === 49 }).id),
  );

test('all ids are looked up by the list where it is not too long, and none is said to be missing that the list hides', async () => {
  const users = put(2500);
  const result = await planned([...users, 999_999]);
  expect(result.footer.counts).toMatchObject({ create: 2500, error: 1 });
  expect(result.sample.find(({ action }) => action === 'error')?.message).toBe('no user has the id 999999');
  expect(notes(result)).toBe('');
  expect(reads()).toBeLessThanOrEqual(28);
});

test('of ids that are not looked up the plan says how many there are, and all are looked up if that is asked for', async () => {
  const users = put(8000);
  const wanted = [...users.filter((_, at) => at % 40 === 0), 999_998, 999_999];
  const result = await planned(wanted);
  expect(reads()).toBeLessThanOrEqual(102);
  expect(notes(result)).toBe(
    '102 ids of users were not looked up, which would take 102 requests; Halo answers for them when their rows are sent. Use checkIds: true to look all of them up.',
  );
  expect(result.footer.counts).toMatchObject({ create: 202, error: 0 });
  const all = await planned(wanted, { checkIds: true });
  expect(notes(all)).toBe('');
  expect(all.footer.counts).toMatchObject({ create: 200, error: 2 });
});
