import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesMatching, readText, root } from '../architecture/workspace.js';
import { rows } from './inventory.js';
import { renderPage } from './page.js';

test('every row has one test, and every test its row', () => {
  const sources = filesMatching(/^tests\/parity\/.*\.test\.ts$/)
    .map(readText)
    .join('\n');
  const proven = [...sources.matchAll(/^proves\('([^']+)'/gm)].map(([, id]) => id);
  expect(proven.toSorted()).toEqual(Object.keys(rows).toSorted());
});

test('the page is what the rows say', () => {
  if (process.env.PARITY_WRITE) writeFileSync(join(root, 'docs', 'parity.md'), renderPage());
  expect(readText('docs/parity.md')).toBe(renderPage());
});
