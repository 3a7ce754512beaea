import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findResource } from 'halopsa-catalogue';
import { tables } from 'halopsa-catalogue/tables';
import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { ask } from './small-desk.js';

const page = readFileSync(fileURLToPath(new URL('../../../../docs/sandbox-sql.md', import.meta.url)), 'utf8');
const documented = [...page.slice(page.indexOf('## Tables')).matchAll(/`([A-Z]{3,})`/g)].map((found) => found[1]!);

describe('what the database says of itself', () => {
  it(`lists tables and columns ${verifies('reports.information-schema')}`, () => {
    expect(ask("SELECT COUNT(*) AS n FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo'")).toEqual([[tables.size]]);
    expect(
      ask(
        "SELECT c.COLUMN_NAME, c.DATA_TYPE FROM information_schema.columns c WHERE c.TABLE_NAME = 'FAULTS' AND c.COLUMN_NAME IN ('Faultid', 'Symptom', 'FDeleted')",
      ),
    ).toEqual([
      ['Faultid', 'int'],
      ['Symptom', 'nvarchar'],
      ['FDeleted', 'bit'],
    ]);
    expect(ask("SELECT t.name FROM sys.tables t JOIN sys.columns c ON c.object_id = t.object_id WHERE c.name = 'Areaint'")).toContainEqual([
      'FAULTS',
    ]);
    expect(ask('SELECT name FROM sys.schemas')).toEqual([['dbo']]);
  });

  it('knows no other view, and takes any other schema for its own', () => {
    expect(() => ask('SELECT * FROM sys.dm_exec_requests')).toThrow("Invalid object name 'dm_exec_requests'");
    expect(ask('SELECT COUNT(*) AS n FROM Halo.dbo.TSTATUS')).toEqual([[3]]);
  });

  it(`compares a truth with text ${verifies('reports.truth-as-text')}`, () => {
    expect(ask("SELECT COUNT(*) AS n FROM FAULTS WHERE FDeleted = 'False'")).toEqual(
      ask('SELECT COUNT(*) AS n FROM FAULTS WHERE FDeleted = 0'),
    );
  });
});

describe('the tables', () => {
  it('are the ones that the page names', () => {
    expect([...documented].filter((name) => name !== 'FAULTS').sort()).toEqual(
      [...tables.keys()].filter((name) => name !== 'FAULTS').sort(),
    );
  });

  it.each([...tables])('%s holds records of resources, each column once', (name, { records }) => {
    for (const resource of records) expect(findResource(resource.replace(/:.*/, '')), resource).toBeDefined();
    // A column that were there twice would be refused in a derived table.
    expect(() => ask(`SELECT * FROM ${name}`)).not.toThrow();
  });
});
