import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findResource } from 'halopsa-catalogue';
import { describe, expect, it } from 'vitest';
import { tableMaps } from '../../src/sql/tables/open-tables.js';
import { ask } from './small-desk.js';

const page = readFileSync(fileURLToPath(new URL('../../../../docs/sandbox-sql.md', import.meta.url)), 'utf8');
const documented = [...page.slice(page.indexOf('## Tables')).matchAll(/`([A-Z]{3,})`/g)].map((found) => found[1]!);

describe('the tables', () => {
  it('are the ones that the page names', () => {
    expect([...documented].filter((name) => name !== 'FAULTS').sort()).toEqual(
      Object.keys(tableMaps)
        .filter((name) => name !== 'FAULTS')
        .sort(),
    );
  });

  it.each(Object.entries(tableMaps))('%s holds records of resources, each column once', (name, { records }) => {
    for (const resource of records) expect(findResource(resource.replace(/:.*/, '')), resource).toBeDefined();
    // A column that were there twice would be refused in a derived table.
    expect(() => ask(`SELECT * FROM ${name}`)).not.toThrow();
  });
});
