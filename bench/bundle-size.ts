import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type OutputFile } from 'esbuild';
import type { Result } from './result.js';

const root = join(import.meta.dirname, '..');
const kilobytes = (bytes: number): number => bytes / 1024;
const gzipped = (files: readonly OutputFile[]): number =>
  files.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);

/** Bundles an application that uses the client, as a web application would; `external` stays outside. */
async function bundle(external: readonly string[]): Promise<readonly OutputFile[]> {
  const contents = "import { HaloClient } from 'halopsa'; globalThis.halo = new HaloClient(globalThis.settings);";
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    outdir: 'out',
    write: false,
    plugins: [
      {
        name: 'leave-out',
        setup({ onResolve }) {
          onResolve({ filter: /generated\// }, ({ path }) =>
            external.some((name) => path.endsWith(name)) ? { path, external: true } : null,
          );
        },
      },
    ],
  });
  return outputFiles;
}

/** What the client adds to an application, besides the route table. */
export async function benchBundleSize(): Promise<Result[]> {
  const [code, whole] = await Promise.all([bundle(['routes.js']), bundle([])]);
  const [codeSize, wholeSize] = [kilobytes(gzipped(code)), kilobytes(gzipped(whole))];
  return [
    {
      name: 'HaloClient in a bundle, without the route table',
      measured: `minified and gzipped; with the route table ${wholeSize.toFixed(1)} KB`,
      value: codeSize,
      budget: 14,
      unit: ' KB',
    },
  ];
}
