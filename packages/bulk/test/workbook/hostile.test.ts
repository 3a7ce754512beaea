import { zipSync } from 'fflate';
import { BulkInputError, createPlan, openSource } from 'halopsa-bulk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from '../workshop.js';
import { hostileFiles } from './hostile-files.js';
import { row, text, workbookBytes } from './workbook-file.js';

let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop();
});

afterAll(() => workshop[Symbol.asyncDispose]());

/** Opens a file and reads it to its end. */
const readThrough = async (path: string): Promise<unknown> => collect((await openSource(path)).rows());

test.for(Object.entries(hostileFiles))('%s is refused', async ([, [make, told]]) => {
  const error = await readThrough(workshop.file('hostile.xlsx', make())).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(BulkInputError);
  expect((error as Error).message).toMatch(told);
  expect((error as Error).message.length).toBeLessThan(500);
});

test('a workbook of too many bytes on the standard input is refused before it is held', async () => {
  async function* endless(): AsyncGenerator<Buffer> {
    yield workbookBytes([{ name: 'S', rows: row([text('id')]) }]);
    for (;;) yield Buffer.alloc(1_000_000);
  }
  await expect(openSource(endless())).rejects.toThrow('a workbook of more than 100000000 bytes is read from a file only');
});

test('what is no workbook is called by its name', async () => {
  const zip = (parts: Record<string, string>): Buffer =>
    Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, Buffer.from(content)]))));
  const told = async (bytes: Buffer, name = 'file.xlsx'): Promise<string> =>
    openSource(workshop.file(name, bytes)).then(
      () => '',
      (error: Error) => error.message,
    );
  expect(await told(zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }))).toContain('OpenDocument');
  expect(await told(zip({ 'Index/Document.iwa': '' }))).toContain('Apple Numbers');
  const main = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const root = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${main}" Target="xl/workbook.bin"/></Relationships>`;
  expect(await told(zip({ '_rels/.rels': root, 'xl/workbook.bin': '\u0083\u0001' }))).toContain('a binary Excel workbook (.xlsb)');
  expect(await told(zip({ 'rows.csv': 'id\n1' }), 'rows.zip')).toContain('an archive without a workbook');
  const locked = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000), Buffer.from('EncryptedPackage', 'utf16le')]);
  for (const name of ['a.xlsx', 'a.csv', 'a.txt', 'a.json', 'a'])
    expect(await told(locked, name), name).toContain('protected by a password');
});

test.for(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__proto__.polluted', 'constructor.prototype.polluted'])(
  'the heading %s is a name like any other',
  async (heading) => {
    const rows = row([text('id'), text(heading)]) + row(['<c><v>12</v></c>', text('x')]);
    const path = workshop.file('names.xlsx', workbookBytes([{ name: 'S', rows }]));
    for (const mapping of [{}, { columns: Object.fromEntries([[heading, heading]]) }, { columns: { id: 'id' }, values: {} }]) {
      const source = await openSource(path);
      expect(source.columns).toEqual(['id', heading]);
      const plan = createPlan({ resource: 'clients', mode: 'update', source, mapping, out: workshop.path(`${heading}-none.plan`) });
      await expect(plan).rejects.toThrow(/no field of clients has this name|Clients have no field|no field .*called|unknown/);
    }
    const ignored = { columns: JSON.parse(`{${JSON.stringify(heading)}: null}`), set: { colour: 'red' } };
    const out = workshop.path(`${heading}.plan`);
    const { sample } = await createPlan({ resource: 'clients', mode: 'update', source: await openSource(path), mapping: ignored, out });
    expect(sample[0]?.set).toEqual({ colour: 'red' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  },
);
