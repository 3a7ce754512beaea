/** Writes what is generated: the catalogue's modules and reference, and the indexes of behaviours. With `--check` it compares. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateCatalogue } from '../packages/catalogue/compiler/generate.js';
import { behaviourIndexes } from './behaviour-indexes.js';

/** Names of files that one line shows. */
const mostShown = 10;

const root = join(import.meta.dirname, '..');

function committed(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

function checkCommitted(files: Record<string, string>, stale: readonly string[]): void {
  if (stale.length > 0)
    throw new Error(
      `generated files differ from their source: ${stale.join(', ')}; run npm run generate`,
    );
  console.log(`${Object.keys(files).length} generated files are up to date`);
}

function write(files: Record<string, string>, stale: readonly string[]): void {
  for (const file of stale) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), files[file] ?? '');
  }
  const shown = [...stale.slice(0, mostShown), ...(stale.length > mostShown ? ['…'] : [])];
  console.log(
    stale.length > 0 ? `wrote ${stale.length} files: ${shown.join(', ')}` : 'nothing to write',
  );
}

try {
  const files = { ...generateCatalogue(), ...behaviourIndexes() };
  const stale = Object.keys(files).filter((file) => committed(file) !== files[file]);
  if (process.argv.includes('--check')) checkCommitted(files, stale);
  else write(files, stale);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
