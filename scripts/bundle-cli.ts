/**
 * Joins the built command line and the packages that it starts with into a few files: Node spends most of a short run on
 * opening modules. What is heavy and seldom needed stays outside and is loaded from its own package. Runs after tsc.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const dist = join(import.meta.dirname, '..', 'packages', 'cli', 'dist');
const outdir = join(dist, 'bundle');

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: [join(dist, 'main.js')],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  external: ['halopsa-sandbox', '@napi-rs/keyring', 'write-excel-file'],
  // Packages in CommonJS ask for Node's own modules by require.
  banner: { js: "import { createRequire as haloRequire } from 'node:module'; const require = haloRequire(import.meta.url);" },
  logLevel: 'warning',
});
