/**
 * Joins the client into few files: Node spends most of an import on opening modules, and the client has dozens. All that
 * `import 'halopsa'` needs is one file, which the other entry point shares; what is loaded by `import()` stays apart. Runs
 * after tsc, whose declarations stay as they are.
 */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

const dist = join(import.meta.dirname, '..', 'packages', 'sdk', 'dist');
const catalogue = join(import.meta.dirname, '..', 'packages', 'catalogue', 'dist');
const outdir = join(dist, 'bundle');
const index = join(dist, 'index.js');
/** The bundler's own helpers. */
const runtime = '\0rolldown/runtime.js';

type Importers = (id: string) => readonly string[];

/** Whether `index` needs a module as soon as it is imported. */
function isNeededByIndex(id: string, importers: Importers, seen: Set<string> = new Set()): boolean {
  if (id === index || id === runtime) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return importers(id).some((importer) => isNeededByIndex(importer, importers, seen));
}

rmSync(outdir, { recursive: true, force: true });
await build({
  input: { index, node: join(dist, 'node.js') },
  external: ['halopsa-catalogue/schemas', /^node:/],
  platform: 'neutral',
  preserveEntrySignatures: 'allow-extension',
  plugins: [
    {
      name: 'route-table',
      resolveId: { filter: { id: /generated\/routes\.js$/ }, handler: () => ({ id: './routes.js', external: 'relative' }) },
    },
  ],

  output: {
    dir: outdir,
    format: 'esm',
    // The name of an optional package stands in a constant, so that bundlers do not look for it: it stays one.
    minify: false,
    // The declarations carry the documentation.
    comments: { annotation: true, legal: true, jsdoc: false },
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        {
          debugName: 'client',
          name: (id, graph) => (isNeededByIndex(id, (of) => graph.getModuleInfo(of)?.importers ?? []) ? 'index' : null),
        },
      ],
    },
  },
});
// The table of routes goes along as it is: a bundler would write its quotes at greater length.
copyFileSync(join(catalogue, 'generated', 'routes.js'), join(outdir, 'routes.js'));
