import { join } from 'node:path';
import { compile } from './compile.js';
import { emitReference } from './emit/reference.js';
import { readSource } from './source.js';

/** All files that are generated from the catalogue's source, by their path in the repository. */
export function generateCatalogue(): Record<string, string> {
  const below = (folder: string, files: Record<string, string>): [string, string][] =>
    Object.entries(files).map(([name, text]) => [join(folder, name), text]);
  const source = readSource();
  // Compiling repairs the source, and pages show it as it then is.
  const generated = compile(source);
  return Object.fromEntries([
    ...below('packages/catalogue/src/generated', generated),
    ...below('docs/reference', emitReference(source)),
  ]);
}
