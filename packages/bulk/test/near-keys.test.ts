import { mkdirSync, writeFileSync } from 'node:fs';
import { createPlan, importFolder, openSource, type PlanRequest, whyText } from 'halopsa-bulk';
import { unified } from 'halopsa-catalogue/names';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { nearKey } from '../src/matching/match-key.js';
import { openWorkshop, type Workshop } from './workshop.js';

const existing = [
  'Café Nord',
  'Straße GmbH',
  'İstanbul Ltd',
  'Trailing Co',
  'Two Words',
  'O’Brien Ltd',
  'Ångström AB',
  'ﬁne Foods',
  'Plain Co',
];

async function planned(workshop: Workshop, names: readonly string[], more: Partial<PlanRequest> = {}): Promise<unknown[]> {
  const source = await openSource(workshop.file('rows.csv', `name,colour\n${names.map((name, at) => `${name},#00000${at}`).join('\n')}\n`));
  const { sample } = await createPlan({
    resource: 'clients',
    mode: 'upsert',
    match: ['name'],
    source,
    out: workshop.path(`${Math.random()}.plan`),
    tenant: workshop.tenant,
    ...more,
  });
  return sample.map(({ action, set, message, ...why }) => [action, message === undefined ? set : whyText({ message, ...why })]);
}

test('a key is matched on composed characters with blanks of one kind, and what is nearly there is reported before it is made', async () => {
  await using workshop = await openWorkshop();
  for (const name of existing) workshop.sandbox.control.put('clients', { name });
  const rows = [
    'Cafe\u0301 Nord',
    'STRASSE GMBH',
    'istanbul ltd',
    'Trailing Co ',
    'Two\u00A0Words',
    "O'Brien Ltd",
    'A\u030Angstro\u0308m AB',
    'fine Foods',
    'Plain  Co',
    'plain cö',
    'Other',
  ];
  const found = await planned(workshop, rows);
  const update = (at: number): unknown[] => ['update', { colour: `#00000${at}` }];
  const near = (name: string): unknown[] => ['error', expect.stringContaining(`is nearly ${name} (id `)];
  expect(found).toHaveLength(rows.length);
  expect(found.filter((row) => (row as unknown[])[0] === 'update')).toEqual([update(0), update(3), update(4), update(6)]);
  expect(found.filter((row) => (row as unknown[])[0] === 'error')).toEqual(
    ['Straße GmbH', 'İstanbul Ltd', 'O’Brien Ltd', 'ﬁne Foods', 'Plain Co', 'Plain Co'].map(near),
  );
  expect(found.filter((row) => (row as unknown[])[0] === 'create')).toHaveLength(1);
});

test('rows of one file that are nearly alike are reported, and made where that is asked for', async () => {
  await using workshop = await openWorkshop();
  const rows = ['Müller', 'Muller', 'Grün', 'Grun'];
  expect(await planned(workshop, rows)).toEqual([
    ['create', { name: 'Müller', colour: '#000000' }],
    ['error', 'name "Muller" is nearly Müller in line 2: write both alike, or use allowNear: true if they are two records'],
    ['create', { name: 'Grün', colour: '#000002' }],
    ['error', expect.stringContaining('is nearly Grün in line 4')],
  ]);
  expect(await planned(workshop, rows, { allowNear: true })).toHaveLength(4);
});

test.each([
  ['a\u0308', 'ä'],
  ['x\u00A0y\u2003z', 'x y z'],
])('%j and %j are unified', (one, other) => expect(unified(one)).toBe(unified(other)));

test.each([
  ['Łódź', 'LODZ'],
  ['Søren', 'soren'],
  ['a–b', 'a-b'],
  ['zero\u200Bwidth', 'zerowidth'],
  ['ﬁ', 'fi'],
  ['GROẞ', 'gross'],
])('%j and %j are nearly the same', (one, other) => expect(nearKey(one)).toBe(nearKey(other)));

test.each([
  ['INC001', 'INC-001'],
  ['กา', 'กิ'],
  ['Acme 1', 'Acme 2'],
])('%j and %j are not', (one, other) => expect(nearKey(one)).not.toBe(nearKey(other)));

test('an import says how its files are read', async () => {
  await using workshop = await openWorkshop();
  const folder = workshop.path('move');
  mkdirSync(folder);
  writeFileSync(`${folder}/clients.csv`, iconv.encode('Clients;2026\nname;colour\nŁódź;red\n', 'windows-1250'));
  const manifest = (read: string): void =>
    writeFileSync(`${folder}/import.yaml`, `files:\n  - { file: clients.csv, resource: clients, match: [name], read: ${read} }\n`);
  manifest('{ encoding: windows-1250, skipLines: 1, colour: x }');
  await expect(importFolder(folder, workshop.tenant)).rejects.toThrow('"read" has no "colour" of this kind');
  manifest('{ encoding: windows-1250, skipLines: 1 }');
  await importFolder(folder, workshop.tenant);
  expect(workshop.sandbox.control.records('clients').map(({ name }) => name)).toContain('Łódź');
});

test('letters that look alike and signs as a web page writes them are near', () => {
  const near = [
    ['Acme', 'Аcmе'],
    ['Oxford & Sons', 'Oxfоrd &amp; Sons'],
    ["O'Brien", 'O&#39;Brien'],
    ['Vario', 'Vαriο'],
  ] as const;
  for (const [one, other] of near) expect(nearKey(one)).toBe(nearKey(other));
  expect(nearKey('A &ampere')).not.toBe(nearKey('A &ere'));
  expect(nearKey('Иван')).not.toBe(nearKey('Ivan'));
});
