import { stringify } from 'csv-stringify/sync';
import { createPlan, openSource } from 'halopsa-bulk';
import { cellValue } from 'halopsa-bulk/cell-value';
import { allResources, type Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { runs } from 'halopsa-testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop({ seed: 'demo' });
});

afterAll(() => workshop[Symbol.asyncDispose]());

type Fields = Readonly<Record<string, unknown>>;

const wanted = new Set(['tickets', 'clients', 'sites', 'users', 'assets', 'agents', 'invoices', 'projects']);
const listed = allResources()
  .filter(({ operations, key }) => operations.list && operations.get && operations.upsert && key.length === 1 && key[0] === 'id')
  .filter(({ attribute }) => runs(0, 1) === 1 || wanted.has(attribute));

const enough = 200;

interface Planned {
  readonly changes: number;
  readonly refused: readonly { readonly message: string }[];
}

async function rowsOf({ attribute }: Resource): Promise<readonly Fields[]> {
  const rows: Fields[] = [];
  for await (const page of workshop.tenant.pages(attribute)) {
    rows.push(...page);
    if (rows.length >= enough) break;
  }
  return rows;
}

async function messagesOf(resource: Resource, columns: readonly string[], rows: readonly Fields[]): Promise<string[]> {
  const { refused } = await planOf(resource, columns, rows);
  return refused.map(({ message }) => message);
}

async function planOf(resource: Resource, columns: readonly string[], rows: readonly Fields[]): Promise<Planned> {
  const lines = [columns, ...rows.map((row) => columns.map((column) => cellValue(row[column], 'csv')))];
  const source = await openSource(workshop.file('list.csv', stringify(lines, { quoted_string: true })), { encoding: 'utf8' });
  const out = workshop.path(`${Math.random()}.plan`);
  const { tenant } = workshop;
  const { footer, reasons } = await createPlan({ resource: resource.attribute, mode: 'update', source, checkForms: false, out, tenant });
  return { changes: footer.counts.update, refused: reasons.filter(({ kind }) => kind === 'error') };
}

test.each(listed.map((resource) => [resource.attribute, resource] as const))(
  'a list of %s with all of its columns comes back and changes nothing, with the ids of what it refers to and with the names alone',
  async (_, resource) => {
    // A list that needs a filter has no rows to come back.
    const all = await rowsOf(resource).catch(() => []);
    // The outcome with the id 0 is built in, and a write under it makes a new one (behaviour: outcomes.built-in).
    const rows = all.filter(({ id }) => id !== 0);
    if (rows.length === 0) return;
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    if (rows.length < all.length) expect(await messagesOf(resource, columns, all)).toEqual([expect.stringContaining('under the id 0')]);
    expect(await planOf(resource, columns, rows)).toEqual({ changes: 0, refused: [] });
    const fields = findSchema(resource.schema ?? '')?.fields;
    const behindNames = new Set(columns.map((column) => fields?.get(column)?.instead));
    const names = columns.filter((column) => column === 'id' || !behindNames.has(column));
    // A name that nothing is looked up by needs another column beside it.
    const isRefused = resource.attribute === 'customTables';
    if (isRefused) await expect(planOf(resource, names, rows)).rejects.toThrow('Halo sets db_name itself: use name');
    else expect(await planOf(resource, names, rows)).toEqual({ changes: 0, refused: [] });
  },
);
