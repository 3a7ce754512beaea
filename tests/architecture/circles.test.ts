import { describe, expect, test } from 'vitest';
import { circles } from './circles.js';
import { packageFolders, packageSources, parseFiles } from './workspace.js';

const sources = packageSources();

describe.each(packageFolders())('%s', (folder) => {
  const found = circles(sources.filter(({ path }) => path.startsWith(`${folder}/`)));

  test('has no files that import each other in a circle, types and lazy imports included', () => {
    expect(found).toEqual([]);
  });
});

test('a circle is seen through types and lazy imports', () => {
  const folder = 'tests/architecture/fixtures/circle';
  const files = parseFiles(['one.ts', 'two.ts', 'three.ts', 'aside.ts'].map((name) => `${folder}/${name}`));
  expect(circles(files)).toEqual([[`${folder}/one.ts`, `${folder}/three.ts`, `${folder}/two.ts`]]);
});
