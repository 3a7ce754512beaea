/**
 * Joins what most lines of the command line need into one file: Node spends most of a short run on opening modules. What
 * is loaded by `import()` stays where tsc put it, unless it is named here. Runs after tsc.
 */
import { rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const dist = join(import.meta.dirname, '..', 'packages', 'cli', 'dist');
const sdk = join(import.meta.dirname, '..', 'packages', 'sdk', 'dist');
const catalogue = join(import.meta.dirname, '..', 'packages', 'catalogue', 'dist');
const outdir = join(dist, 'bundle');

/** The largest tables of the catalogue, half a megabyte and more, which a list or a record without names does not need. */
const tables = ['schemas', 'references', 'names'];

/** Modules of the command line that a list or a record needs. */
const joined = new Set(
  [
    'topics/list',
    'topics/get',
    'topics/examples',
    'output/open-printer',
    'output/table-printer',
    'connection/open-client',
    'connection/shared-state',
  ].map((name) => join(dist, `${name}.js`)),
);

/** Leaves seldom needed modules of ours outside; those of the client come along, since no path leads to them from elsewhere. */
const apart: Plugin = {
  name: 'apart',
  setup(bundle) {
    bundle.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      const target = resolve(resolveDir, path);
      const table = tables.find((name) => target === join(catalogue, `${name}.js`));
      if (table) return { path: `halopsa-catalogue/${table}`, external: true };
      const isOurs = kind === 'dynamic-import' && target.startsWith(dist);
      return isOurs && !joined.has(target)
        ? { path: relative(outdir, target).replaceAll('\\', '/'), external: true }
        : undefined;
    });
  },
};

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: [join(dist, 'main.js')],
  outdir,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  // The client's modules as tsc left them: joined, they hold a catalogue of their own.
  alias: {
    halopsa: join(sdk, 'index.js'),
    'halopsa/node': join(sdk, 'node.js'),
    'halopsa/dates': join(sdk, 'dates.js'),
  },
  // Of the catalogue all is joined but its largest tables.
  external: [
    'halopsa-sandbox',
    'halopsa-bulk',
    ...tables.map((name) => `halopsa-catalogue/${name}`),
    '@clack/prompts',
    '@napi-rs/keyring',
    'yaml',
    'undici',
  ],
  plugins: [apart],
  // Packages in CommonJS ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as haloRequire } from 'node:module'; const require = haloRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
