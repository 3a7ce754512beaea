import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave } from './interleave.js';
import type { Result } from './result.js';

const root = join(import.meta.dirname, '..');
const rounds = 5;

const options = [
  '--noEmit',
  '--strict',
  '--skipLibCheck',
  '--module',
  'nodenext',
  '--target',
  'es2022',
  '--lib',
  'es2023,dom,esnext.disposable',
  '--types',
  '',
];

/** Ten resources, each listed, read and written where it can be. */
const resources = [
  'tickets',
  'actions',
  'clients',
  'users',
  'agents',
  'assets',
  'sites',
  'invoices',
  'items',
  'suppliers',
];
const application = `import { HaloClient } from 'halopsa';
export const use = async (halo: HaloClient): Promise<unknown[]> => [
${resources.map((name) => `  (await halo.${name}.list({})).items.map(({ id }) => id),\n  (await halo.${name}.get(1)).id,\n  await halo.${name}.update({ id: 1 }),`).join('\n')}
];
`;

/** What the types of the whole API cost the compiler of an application, against a file that uses none of them. */
export async function benchTypeCheck(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halo-types-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'application.ts'), application);
    writeFileSync(join(folder, 'empty.ts'), 'export const nothing = 0;\n');
    const compile = (file: string): unknown =>
      execFileSync(join(root, 'node_modules', '.bin', 'tsc'), [...options, file], { cwd: folder });
    const times = await interleave(
      rounds,
      () => compile('application.ts'),
      () => compile('empty.ts'),
    );
    const [mine, empty] = [Math.min(...times.first) / 1000, Math.min(...times.second) / 1000];
    const measured = `${mine.toFixed(2)} s; empty ${empty.toFixed(2)} s (best of ${rounds})`;
    return [
      {
        name: 'type-check a program of ten resources, against an empty one',
        measured,
        value: mine / empty,
        budget: 2.5,
        unit: 'x',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
