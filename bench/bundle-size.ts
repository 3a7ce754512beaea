import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildResult, build, type PluginBuild } from 'esbuild';
import type { Result } from './result.js';

const root = join(import.meta.dirname, '..');
const routeTable = 'generated/routes.js';

type Bundle = BuildResult<{ write: false; metafile: true }>;

/** Bundles an application that uses the client, minified and split; the route table stays outside and is weighed by itself. */
function bundle(): Promise<Bundle> {
  const contents =
    "import { HaloClient } from 'halopsa'; globalThis.halo = new HaloClient(globalThis.settings);";
  return build({
    stdin: { contents, resolveDir: root, sourcefile: 'application.js' },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    outdir: 'out',
    write: false,
    metafile: true,
    plugins: [
      {
        name: 'leave-out-the-route-table',
        setup({ onResolve }: PluginBuild) {
          onResolve({ filter: /\/routes\.js$/ }, ({ path }) => ({ path, external: true }));
        },
      },
    ],
  });
}

/** The chunks that load with the application, leaving out those that load when they are first needed. */
function loadedAtOnce({ outputs }: Bundle['metafile']): Set<string> {
  const entry =
    Object.keys(outputs).find((path) => outputs[path]?.entryPoint === 'application.js') ?? '';
  const loaded = new Set<string>();
  const visit = (path: string): void => {
    if (loaded.has(path) || !outputs[path]) return;
    loaded.add(path);
    for (const { path: next, kind } of outputs[path].imports)
      if (kind === 'import-statement') visit(next);
  };
  visit(entry);
  return new Set([...loaded].map((path) => basename(path)));
}

const gzipped = (contents: Uint8Array): number => gzipSync(contents, { level: 9 }).length;
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

/** What the client adds to an application, besides the route table. */
export async function benchBundleSize(): Promise<Result[]> {
  const { outputFiles, metafile } = await bundle();
  const first = loadedAtOnce(metafile);
  const sizes = outputFiles.map((file) => ({
    atOnce: first.has(basename(file.path)),
    size: gzipped(file.contents),
  }));
  const sum = (chunks: typeof sizes): number => chunks.reduce((total, { size }) => total + size, 0);
  const table = await build({
    entryPoints: [join(root, 'packages', 'catalogue', 'dist', routeTable)],
    minify: true,
    write: false,
  });
  const tableSize = gzipped(table.outputFiles[0]?.contents ?? new Uint8Array());
  const later = sum(sizes.filter(({ atOnce }) => !atOnce));
  return [
    {
      name: 'HaloClient in a bundle, minified and gzipped',
      measured: `and ${kilobytes(later)} when lists and batches are first used; the route table is ${kilobytes(tableSize)}`,
      value: sum(sizes.filter(({ atOnce }) => atOnce)),
      budget: 14 * 1024,
      unit: ' bytes',
    },
  ];
}
