import { createPlan, openSource } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { number, row, text, workbookBytes } from './workbook/workbook-file.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

/** A workbook with these cells, by address: a text, or the XML of a cell without its address. */
function workbook(workshop: Workshop, cells: Readonly<Record<string, string>>): string {
  const byRow = new Map<string, string[]>();
  for (const [address, content] of Object.entries(cells)) {
    const line = address.replace(/\D/g, '');
    const cell = content.startsWith('<') ? content.replace('<c', `<c r="${address}"`) : text(content, address);
    byRow.set(line, [...(byRow.get(line) ?? []), cell]);
  }
  const rows = [...byRow].map(([line, content]) => row(content, `r="${line}"`)).join('');
  return workshop.file('rows.xlsx', workbookBytes([{ name: 'S', rows }], { builtIn: [22] }));
}

async function cellsOf(path: string): Promise<readonly (readonly unknown[])[]> {
  const source = await openSource(path);
  return [source.columns, ...(await collect(source.rows())).flat().map(({ cells }) => cells)];
}

test('numbers are those that the sheet shows, and long ones keep every digit', async () => {
  await using workshop = await openWorkshop();
  const path = workbook(workshop, { A1: 'n', A2: number('0.30000000000000004'), A3: number('12345678901234567'), A4: number('1E2') });
  expect(await cellsOf(path)).toEqual([['n'], [0.3], ['12345678901234567'], [100]]);
});

test('a table may begin anywhere, and columns without heading and content are none', async () => {
  await using workshop = await openWorkshop();
  const path = workbook(workshop, { B3: 'id', D3: 'name', B4: number('12'), D4: 'One', D5: 'Two' });
  expect(await cellsOf(path)).toEqual([
    ['id', 'name'],
    [12, 'One'],
    ['', 'Two'],
  ]);
});

test('a cell beyond the last heading is told and not lost', async () => {
  await using workshop = await openWorkshop();
  const path = workbook(workshop, { A1: 'id', B1: 'name', A2: number('12'), B2: 'One', D2: 'lost' });
  await expect(openSource(path)).rejects.toThrow('rows.xlsx, line 1: column 4 has no heading');
});

test('a formula that gives an error, or was never calculated, is a fault of its row and empties nothing', async () => {
  await using workshop = await openWorkshop();
  const { sandbox, tenant } = workshop;
  const ids = Array.from({ length: 4 }, (_, at) => String(sandbox.control.put('clients', { name: `Row ${at}`, colour: 'red' }).id));
  const path = workbook(workshop, {
    A1: 'id',
    B1: 'colour',
    A2: number(ids[0]!),
    B2: '<c t="e"><f>VLOOKUP(A2,X:Y,2)</f><v>#N/A</v></c>',
    A3: number(ids[1]!),
    B3: '<c><f>A3+1</f><v></v></c>',
    A4: number(ids[2]!),
    B4: '<c t="str"><f>"bl"&amp;"ue"</f><v>blue</v></c>',
    A5: number(ids[3]!),
    B5: '<c t="str"><f>""</f><v></v></c>',
    B6: '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
  });
  const source = await openSource(path);
  const out = workshop.path('rows.plan');
  const { sample } = await createPlan({ resource: 'clients', mode: 'update', source, mapping: { empty: 'clear' }, out, tenant });
  expect(sample).toMatchObject([
    { line: 2, column: 'colour', message: 'the formula gives the error #N/A', action: 'error' },
    { line: 3, column: 'colour', message: 'the formula was never calculated: open the file in Excel and save it', action: 'error' },
    { line: 4, set: { colour: 'blue' } },
    { line: 5, set: { colour: null } },
    { line: 6, column: 'colour', message: 'the formula gives the error #DIV/0!', action: 'error' },
  ]);
});
