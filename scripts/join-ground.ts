/**
 * Puts `halopsa-ground`, which is in no registry, into the packages that ship as tsc left them: its modules joined into
 * `dist/ground`, and the imports of it leading there. Runs after tsc, and changes nothing where it has run already.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'rolldown';

const packages = join(import.meta.dirname, '..', 'packages');
const entries = {
  index: join(packages, 'ground', 'dist', 'index.js'),
  node: join(packages, 'ground', 'dist', 'node.js'),
};
const specifier = /(\bfrom |\bimport |\bimport\()(['"])halopsa-ground(\/node)?\2/g;

/** Leads the imports of one module to the joined files. */
function lead(module: string, ground: string): void {
  const text = readFileSync(module, 'utf8');
  const led = text.replace(specifier, (_, before: string, quote: string, node?: string) => {
    const path = relative(dirname(module), join(ground, node ? 'node.js' : 'index.js')).replaceAll(
      '\\',
      '/',
    );
    return `${before}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
  });
  if (led !== text) writeFileSync(module, led);
}

for (const name of ['bulk', 'connector', 'cli']) {
  const dist = join(packages, name, 'dist');
  const ground = join(dist, 'ground');
  await build({
    input: entries,
    platform: 'node',
    external: [/^node:/],
    output: {
      dir: ground,
      format: 'esm',
      comments: { annotation: true, legal: true, jsdoc: false },
      chunkFileNames: '[name].js',
    },
  });
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.js') && !file.startsWith('ground') && !file.startsWith('bundle'))
      lead(join(dist, file), ground);
}
