import { describe, expect, test } from 'vitest';
import { circles } from './circles.js';
import { packageFolders, packageSources, parseFiles } from './workspace.js';

/** How many files of a package still import each other in a circle. The list only shrinks, and ends empty (decision 0022). */
const left: Readonly<Record<string, number>> = {
  'packages/sdk': 68,
};

const sources = packageSources();

describe.each(packageFolders())('%s', (folder) => {
  const found = circles(sources.filter(({ path }) => path.startsWith(`${folder}/`))).flat();

  test('has no files that import each other in a circle, types and lazy imports included', () => {
    const most = left[folder] ?? 0;
    if (found.length > most) expect(found).toEqual([]);
    expect(found.length, `the list of what is left says ${most}: lower it`).toBe(most);
  });
});

test('a circle is seen through types and lazy imports', () => {
  const folder = 'tests/architecture/fixtures/circle';
  const files = parseFiles(['one.ts', 'two.ts', 'three.ts', 'aside.ts'].map((name) => `${folder}/${name}`));
  expect(circles(files)).toEqual([[`${folder}/one.ts`, `${folder}/three.ts`, `${folder}/two.ts`]]);
});
