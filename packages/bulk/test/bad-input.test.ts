import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  applyPlan,
  createPlan,
  type Mapping,
  openSource,
  type PlanRequest,
  type ReadOptions,
  readMapFile,
  resumePlan,
  whyText,
} from 'halopsa-bulk';
import { FileLock, ownIdentity } from 'halopsa-ground/node';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
let number = 0;

beforeAll(async () => {
  workshop = await openWorkshop({ seed: 'small' });
  workshop.sandbox.control.put('clients', { name: 'Twin' });
  workshop.sandbox.control.put('clients', { name: 'Twin' });
});

afterAll(() => workshop[Symbol.asyncDispose]());

interface Input {
  readonly file?: string;
  readonly resource?: string;
  readonly text: string | Buffer;
  readonly read?: ReadOptions;
  readonly mapping?: Mapping;
  readonly more?: Partial<PlanRequest>;
}

/** What a person is told about an input: the error, or the first row that is refused. One line, and what to do. */
async function told({ file = 'rows.csv', resource = 'clients', text, read = {}, mapping = {}, more = {} }: Input): Promise<string> {
  number += 1;
  const path = workshop.file(file, text);
  const work = async (): Promise<string> => {
    const source = await openSource(path, read);
    const out = workshop.path(`bad-${number}.plan`);
    const { sample } = await createPlan({ resource, mode: 'update', source, mapping, out, tenant: workshop.tenant, ...more });
    const row = sample.find(({ action }) => action === 'error');
    if (!row) throw new Error('nothing was refused');
    await expect(applyPlan(out, workshop.tenant)).rejects.toThrow(/rows of the plan have errors/);
    return `${source.name}, line ${row.line}${row.column === undefined ? '' : `, column "${row.column}"`}: ${whyText({ ...row, message: String(row.message) })}`;
  };
  const line = await work().catch((error: { code?: string; message: string; nextStep?: string }) => {
    expect(error.code, error.message).toBe('halo/usage');
    expect(error.nextStep).toMatch(/Nothing was sent\.$/);
    return error.message;
  });
  expect(line).not.toContain('\n');
  return line.replaceAll(path, file);
}

const ticket = (cells: string): string => `id,dateoccurred,status_id,impact\n${cells}\n`;
const wide = 'x'.repeat(300);

const inputs: readonly (readonly [string, Input, RegExp])[] = [
  ['an empty file', { text: '' }, /^rows\.csv: the file is empty/],
  ['a heading alone that holds nothing', { text: '\n\n\n' }, /^rows\.csv: the file is empty/],
  [
    'bytes that are no UTF-8 far into the file',
    { text: Buffer.concat([Buffer.from(`id,name\n${'1,a\n'.repeat(30_000)}`), Buffer.from([0x32, 0x2c, 0xff, 0xfe, 0x0a])]) },
    /^rows\.csv, line 30002: bytes that are not UTF-8/,
  ],
  ['a NUL byte', { text: 'id,name\n12,a\n13,b\0c\n' }, /^rows\.csv, line 3: a NUL byte/],
  ['an encoding that does not exist', { text: 'id\n1', read: { encoding: 'utf-99' } }, /unknown encoding "utf-99"/],
  [
    'the wrong encoding, told',
    { text: iconv.encode('id,name\n12,Müller\n', 'windows-1252'), read: { encoding: 'utf8' } },
    /^rows\.csv, line 2: bytes that are not UTF-8/,
  ],
  ['a quote that is never closed', { text: 'id,name\n12,"abc\n13,d\n' }, /^rows\.csv, line \d: a quote is opened and never closed/],
  ['a row that is too long', { text: 'id,name\n12,a,b\n' }, /^rows\.csv, line 2: 3 cells where the heading has 2/],
  ['a row that is too short', { text: 'id,name\n12,a\n13\n' }, /^rows\.csv, line 3: only 1 of 2 cells/],
  ['a heading that stands twice', { text: 'id,name,name\n12,a,b\n' }, /^rows\.csv, line 1, column "name": the heading stands twice/],
  ['a column without a heading', { text: 'id,,name\n12,a,b\n' }, /^rows\.csv, line 1: column 2 has no heading/],
  ['a heading that is no field', { text: 'id,frobnicate\n12,a\n' }, /^rows\.csv, column "frobnicate": no field of clients has this name/],
  ['no column to match by', { text: 'name\nAcme\n' }, /^rows\.csv: rows are matched by id, and no column holds it/],
  [
    'a field to match by that does not exist',
    { text: 'id,name\n12,a\n', more: { match: ['nmae'] } },
    /Clients have no field "nmae" to match by/,
  ],
  ["an id that is nobody's", { text: 'id,name\n999999,a\n' }, /^rows\.csv, line 2, column "id": no client has the id 999999/],
  ['an id that is not a number', { text: 'id,name\nabc,a\n' }, /^rows\.csv, line 2, column "id": "abc" is not a whole number/],
  ['an empty id', { text: 'id,name\n,a\n' }, /^rows\.csv, line 2: id is empty, so no record is named/],
  ['the same id twice', { text: 'id,colour\n12,a\n12,b\n' }, /^rows\.csv, line 3: line 2 has id 12 already/],
  [
    'a key with two records',
    { text: 'name,colour\nTwin,red\n', more: { match: ['name'] } },
    /^rows\.csv, line 2: 2 records have name "Twin": ids \d+, \d+/,
  ],
  [
    'a key with none',
    { text: 'name,colour\nNobody,red\n', more: { match: ['name'] } },
    /^rows\.csv, line 2: no record was found with name "Nobody"/,
  ],
  ['a text in a number', { text: 'id,item_tax_code\n12,lots\n' }, /^rows\.csv, line 2, column "item_tax_code": no tax is named "lots"/],
  [
    'a number of no record',
    { text: 'id,item_tax_code\n12,98765\n' },
    /^rows\.csv, line 2, column "item_tax_code": no tax has the id 98765/,
  ],
  [
    'an unknown status',
    { resource: 'tickets', text: 'id,status_id\n1,Sleeping\n' },
    /^rows\.csv, line 2, column "status_id": no status is named "Sleeping"/,
  ],
  [
    'a fraction in a whole number',
    { resource: 'tickets', text: ticket('1,,,1.5') },
    /^rows\.csv, line 2, column "impact": "1\.5" is not a whole number/,
  ],
  [
    'a number too large',
    { resource: 'tickets', text: ticket('1,,,99999999999') },
    /column "impact": "99999999999" is too large for the field/,
  ],
  [
    'the id 0, which Halo takes for a new record',
    { text: 'id,name\n0,a\n', more: { tenant: undefined, target: { url: '' } } },
    /line 2, column "id": no record can be changed under the id 0/,
  ],
  ['neither yes nor no', { text: 'id,inactive\n12,perhaps\n' }, /column "inactive": "perhaps" is neither yes nor no/],
  [
    'a date that does not exist',
    { resource: 'tickets', text: ticket('1,2026-02-30,,') },
    /^rows\.csv, line 2, column "dateoccurred": "2026-02-30" is a date that does not exist/,
  ],
  [
    'a date that can be read two ways',
    { resource: 'tickets', text: ticket('1,3/4/2026,,') },
    /"3\/4\/2026" can be read with the day or the month first: say which with mapping\.date/,
  ],
  [
    'a date in a form that was not declared',
    { resource: 'tickets', text: ticket('1,25/12/2026,,') },
    /has to be declared: declare the form of "25\/12\/2026", for example with mapping\.date: "d\/M\/yyyy"/,
  ],
  [
    'a date that the declared form does not fit',
    { resource: 'tickets', text: ticket('1,13/13/2026,,'), mapping: { date: 'd/M/yyyy' } },
    /"13\/13\/2026" is a date that does not exist/,
  ],
  [
    'a date format that is none',
    { resource: 'tickets', text: ticket('1,1/2/2026,,'), mapping: { date: 'sometime' } },
    /"sometime" is not a date format/,
  ],
  [
    '300 characters in a field of 255',
    { resource: 'haloDeviceInfos', text: `id,model\n1,${wide}\n`, more: { tenant: undefined } },
    /^rows\.csv, line 2, column "model": 300 characters, and the field holds 255/,
  ],
  [
    'a constant that is wrong',
    { text: 'id\n12\n', mapping: { set: { item_tax_code: 'Nope' } } },
    /^rows\.csv, column "constant value of item_tax_code": no tax is named "Nope"/,
  ],
  [
    'a constant for a field that does not exist',
    { text: 'id\n12\n', mapping: { set: { item_tax_cod: 1 } } },
    /Clients have no field "item_tax_cod"/,
  ],
  [
    'two columns for one field',
    { text: 'id,name,title\n12,a,b\n', mapping: { columns: { title: 'name' } } },
    /^rows\.csv, column "title": name is filled from "name" already/,
  ],
  ['nothing to change', { text: 'id\n12\n' }, /no field of clients would change/],
  ['a resource that does not exist', { resource: 'clientz', text: 'id,name\n12,a\n' }, /unknown resource "clientz"/],
  [
    'records that cannot be deleted',
    { resource: 'agentCheckIns', text: 'id\n12\n', more: { mode: 'delete' } },
    /Halo has no way to delete agent check-ins/,
  ],
  [
    'actions by id, which is not theirs alone',
    { resource: 'actions', text: 'id,note\n1,a\n' },
    /an id alone does not name a record of actions/,
  ],
  [
    'an id for new records',
    { text: 'id,name\n12,a\n', more: { mode: 'create', match: ['name'] } },
    /new records get their id from Halo, and a column holds one/,
  ],
  [
    'a map that names a column that is not there',
    { text: 'id,name\n12,a\n', mapping: { columns: { Nmae: 'name' } } },
    /^rows\.csv, column "Nmae": the map names this column, and the file has none/,
  ],
  ['JSON that is none', { file: 'rows.json', text: '[{"id": 1,]' }, /^rows\.json, line 1: this is not JSON/],
  [
    'a line of NDJSON that is none',
    { file: 'rows.ndjson', text: '{"id":12,"name":"a"}\n{oops\n' },
    /^rows\.ndjson, line 2: this is not JSON/,
  ],
  [
    'an old Excel workbook',
    { file: 'rows.xls', text: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]) },
    /^rows\.xls: this is an old Excel workbook/,
  ],
  ['a CSV file that is called a workbook', { file: 'rows.xlsx', text: 'id,name\n12,a\n' }, /^rows\.xlsx: this is not an Excel workbook/],
  [
    'a comma in a number with a decimal point',
    { resource: 'items', text: 'id,baseprice\n1,"1,5"\n' },
    /"1,5" is not a number: the decimal sign is taken to be "\."; mapping\.decimal names another/,
  ],
];

describe('a bad input is told in one line, with its place and a way out, and nothing is sent', () => {
  test.each(inputs)('%s', async (_, input, expected) => {
    workshop.sandbox.control.requestLog.clear();
    expect(await told(input)).toMatch(expected);
    const writes = workshop.sandbox.control.requestLog.list().filter(({ method, operation }) => method !== 'GET' && operation !== 'token');
    expect(writes).toEqual([]);
  });
});

describe('between plan and apply', () => {
  const planned = async (name: string): Promise<{ plan: string; csv: string }> => {
    const csv = workshop.file(`${name}.csv`, `id,colour\n12,${name}\n`);
    const { path } = await createPlan({
      resource: 'clients',
      mode: 'update',
      source: await openSource(csv),
      out: workshop.path(`${name}.plan`),
      tenant: workshop.tenant,
    });
    return { plan: path, csv };
  };

  test('a file that was changed is refused', async () => {
    const { plan, csv } = await planned('changed');
    appendFileSync(csv, '13,x\n');
    await expect(applyPlan(plan, workshop.tenant)).rejects.toThrow(/changed\.csv: the file was changed after it was planned/);
  });

  test('a plan that was edited, or cut short, is refused', async () => {
    const { plan } = await planned('edited');
    const text = readFileSync(plan, 'utf8');
    writeFileSync(plan, text.replace('"edited"', '"edible"'));
    await expect(applyPlan(plan, workshop.tenant)).rejects.toThrow(/the plan was changed after it was made/);
    writeFileSync(plan, text.slice(0, -200));
    await expect(applyPlan(plan, workshop.tenant)).rejects.toThrow(/the plan is cut short/);
  });

  test('a plan is not applied twice, not resumed before it is begun, and not overwritten', async () => {
    const { plan } = await planned('twice');
    await expect(resumePlan(plan, workshop.tenant)).rejects.toThrow(/has not been begun/);
    await applyPlan(plan, workshop.tenant);
    await expect(applyPlan(plan, workshop.tenant)).rejects.toThrow(/has been applied, or begun/);
    await expect(planned('twice')).rejects.toThrow(/there is a file already/);
  });

  test('two processes are never at work on one plan, and a lock left by a dead one is no hindrance', async () => {
    const { plan } = await planned('locked');
    const other = await new FileLock(`${plan}.lock`).take();
    await expect(applyPlan(plan, workshop.tenant)).rejects.toThrow(
      `process ${process.pid} on ${ownIdentity().host} is at work on this plan`,
    );
    other.release();
    writeFileSync(`${plan}.lock`, JSON.stringify({ token: '0123456789abcdef', ...ownIdentity(), pid: 2 ** 30 }));
    expect(await applyPlan(plan, workshop.tenant)).toMatchObject({ done: 1 });
    expect(existsSync(`${plan}.lock`)).toBe(false);
  });

  test('a plan for another tenant, and one over the caps, are refused', async () => {
    const { plan } = await planned('capped');
    const other = await openWorkshop();
    await expect(applyPlan(plan, other.tenant)).rejects.toThrow(/the plan was made for http/);
    await other[Symbol.asyncDispose]();
    await expect(applyPlan(plan, workshop.tenant, { maxRows: 0 })).rejects.toThrow(/changes 1 records, and may change 0/);
  });

  test('a map file that is no YAML, or holds what no map has, is refused', async () => {
    await expect(readMapFile(workshop.file('bad.yaml', 'columns:\n  a: [b\n'))).rejects.toThrow(/bad\.yaml, line \d: this is not YAML/);
    await expect(readMapFile(workshop.file('odd.yaml', 'colums: {}\n'))).rejects.toThrow(/a map file has no "colums"/);
    await expect(readMapFile(workshop.file('others.yaml', 'others: ignor\n'))).rejects.toThrow(
      '"others" has to be one of refuse, ignore, ignore-unknown',
    );
  });
});
