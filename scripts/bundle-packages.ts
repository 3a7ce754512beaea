/**
 * Joins the client and the sandbox into few files: Node spends most of an import on opening modules, and they have dozens. All
 * that the import of a package needs is one file, which its other entry points share; what is loaded by `import()` stays
 * apart. Runs after tsc, whose declarations stay as they are.
 */
import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'rolldown';

const packages = join(import.meta.dirname, '..', 'packages');
const dist = (name: string): string => join(packages, name, 'dist');

/** The bundler's own helpers. */
const runtime = '\0rolldown/runtime.js';

/** What the usual request does not need: the index of `halopsa-ground` names it, and only what is loaded later uses it. */
const forLater =
  /ground[\\/]dist[\\/](?:json[\\/](?:exact|read)-|text[\\/](?:carried|path)-|time[\\/])/;

type Importers = (id: string) => readonly string[];

/** Whether a module is needed as soon as `index` is imported. */
function isNeededBy(
  index: string,
  id: string,
  importers: Importers,
  seen: Set<string> = new Set(),
): boolean {
  if (id === index || id === runtime) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return importers(id).some((importer) => isNeededBy(index, importer, importers, seen));
}

/** Writes `dist/bundle` with these entry points, `index` among them, and returns where. */
async function joinPackage(
  name: string,
  entries: readonly string[],
  options: BuildOptions,
): Promise<string> {
  const outdir = join(dist(name), 'bundle');
  const input = Object.fromEntries(
    entries.map((entry) => [entry, join(dist(name), `${entry}.js`)]),
  );
  const index = join(dist(name), 'index.js');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...options,
    input,
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: outdir,
      format: 'esm',
      minify: false,
      // The declarations carry the documentation.
      comments: { annotation: true, legal: true, jsdoc: false },
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      codeSplitting: {
        groups: [
          {
            debugName: name,
            name: (id, graph) =>
              !forLater.test(id) &&
              isNeededBy(index, id, (of) => graph.getModuleInfo(of)?.importers ?? [])
                ? 'index'
                : null,
          },
        ],
      },
    },
  });
  return outdir;
}

const client = await joinPackage('sdk', ['index', 'node', 'dates'], {
  platform: 'neutral',
  // Large tables, which other packages load too.
  external: [/^halopsa-catalogue\/(?:schemas|references|names)$/, /^node:/],
  plugins: [
    {
      name: 'route-table',
      resolveId: {
        filter: { id: /generated\/routes\.js$/ },
        handler: () => ({ id: './routes.js', external: 'relative' }),
      },
    },
  ],
});
// The table of routes goes along as it is: a bundler would write its quotes at greater length.
copyFileSync(join(dist('catalogue'), 'generated', 'routes.js'), join(client, 'routes.js'));

const sandbox = await joinPackage(
  'sandbox',
  ['index', 'server', 'fixture', 'msw', 'import', 'recording'],
  {
    platform: 'node',
    // What is in no registry is joined in.
    external: [/^(?:node:|(?!halopsa-ground)@?[\w-]+(?:\/|$))/],
  },
);
// The page of the API finds its files beside its module.
cpSync(join(dist('sandbox'), 'apidoc', 'assets'), join(sandbox, 'assets'), { recursive: true });
