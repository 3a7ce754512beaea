import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.js';
import { readSource } from './source.js';

const target = join(import.meta.dirname, '..', 'src', 'generated');

function committed(file: string): string | undefined {
  try {
    return readFileSync(join(target, file), 'utf8');
  } catch {
    return undefined;
  }
}

function checkCommitted(files: Record<string, string>, stale: readonly string[]): void {
  if (stale.length > 0) throw new Error(`generated files differ from their source: ${stale.join(', ')}; run npm run generate`);
  console.log(`catalogue: ${Object.keys(files).length} generated files are up to date`);
}

function write(files: Record<string, string>, stale: readonly string[]): void {
  mkdirSync(target, { recursive: true });
  for (const file of stale) writeFileSync(join(target, file), files[file] ?? '');
  console.log(stale.length > 0 ? `catalogue: wrote ${stale.join(', ')}` : 'catalogue: nothing to write');
}

try {
  const files = compile(readSource());
  const stale = Object.keys(files).filter((file) => committed(file) !== files[file]);
  if (process.argv.includes('--check')) checkCommitted(files, stale);
  else write(files, stale);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
