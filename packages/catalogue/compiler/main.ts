import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile } from './compile.js';
import { emitReference } from './emit/reference.js';
import { readSource } from './source.js';

const root = join(import.meta.dirname, '..', '..', '..');

/** All generated files by their path in the repository. */
function generate(): Record<string, string> {
  const below = (folder: string, files: Record<string, string>): [string, string][] =>
    Object.entries(files).map(([name, text]) => [join(folder, name), text]);
  return Object.fromEntries([
    ...below('packages/catalogue/src/generated', compile(readSource())),
    ...below('docs/reference', emitReference(readSource())),
  ]);
}

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
  console.log(`catalogue: ${Object.keys(files).length} generated files are up to date`);
}

function write(files: Record<string, string>, stale: readonly string[]): void {
  for (const file of stale) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), files[file] ?? '');
  }
  console.log(
    stale.length > 0 ? `catalogue: wrote ${stale.join(', ')}` : 'catalogue: nothing to write',
  );
}

try {
  const files = generate();
  const stale = Object.keys(files).filter((file) => committed(file) !== files[file]);
  if (process.argv.includes('--check')) checkCommitted(files, stale);
  else write(files, stale);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
