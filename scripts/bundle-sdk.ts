/**
 * Joins the client into few files: Node spends most of an import on opening modules, and the client has dozens. What is
 * loaded by `import()` stays apart. Both entry points share their classes. Runs after tsc, whose declarations stay as they are.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const dist = join(import.meta.dirname, '..', 'packages', 'sdk', 'dist');
const outdir = join(dist, 'bundle');

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: ['index', 'node'].map((name) => join(dist, `${name}.js`)),
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  external: ['halopsa-catalogue', 'node:*'],
  logLevel: 'warning',
});
