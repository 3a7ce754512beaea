import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFolder, openSource } from 'halopsa-bulk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFormat } from '../src/mapping/date-format.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop[Symbol.asyncDispose]());

// What every object inherits is found in none of the tables that texts of others are looked up in.
test('an ending that is the name of something every object has is none that is known', async () => {
  const source = await openSource(workshop.file('rows.constructor', '[{"id":1},{"id":2}]'));
  expect(source.format).toBe('JSON');
  expect((await collect(source.rows())).flat().map(({ cells }) => cells)).toEqual([[1], [2]]);
});

test('a part of a date format is', () => {
  expect(JSON.stringify(readFormat('d/constructor/yyyy'))).not.toContain('native code');
});

test.each(['constructor', '__proto__', 'toString'])('an alias column called %s names the rows of its file', async (alias) => {
  const folder = workshop.path(`import-${alias}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'clients.csv'), `${alias},name\nA,${alias} one\n`);
  writeFileSync(join(folder, 'sites.csv'), `${alias},name\nA,HQ of ${alias}\n`);
  const files = [
    { file: 'clients.csv', resource: 'clients', match: ['name'], alias },
    {
      file: 'sites.csv',
      resource: 'sites',
      match: ['client_id+name'],
      references: JSON.parse(`{"${alias}":"clients.csv"}`) as object,
      map: { columns: JSON.parse(`{"${alias}":"client_id"}`) as object },
    },
  ];
  writeFileSync(join(folder, 'import.yaml'), JSON.stringify({ files }));
  const done = await importFolder(folder, workshop.tenant);
  expect(done.map(({ done: rows, state }) => [rows, state])).toEqual([
    [1, 'finished'],
    [1, 'finished'],
  ]);
});
