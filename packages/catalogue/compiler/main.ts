import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.js';
import { emitFacts } from './emit/facts.js';
import { emitOperationTypes } from './emit/operation-types.js';
import { emitRecordTypes } from './emit/record-types.js';
import { emitRoutes } from './emit/routes.js';
import { emitSchemas } from './emit/schemas.js';
import { repairAll } from './repairs/index.js';
import { readSource } from './source.js';

const target = join(import.meta.dirname, '..', 'src', 'generated');

/** Compiles the source into the files of `src/generated`, by file name. */
function compile(): Record<string, string> {
  const source = readSource();
  const repairs = repairAll(source);
  const problems = check(source);
  if (problems.length > 0) throw new Error(`the catalogue's source breaks ${problems.length} rules:\n  ${problems.join('\n  ')}`);
  return {
    'routes.ts': emitRoutes(source),
    'schemas.ts': emitSchemas(source),
    'record-types.ts': emitRecordTypes(source),
    'operation-types.ts': emitOperationTypes(source),
    'facts.ts': emitFacts(source, repairs),
  };
}

function committed(file: string): string | undefined {
  try {
    return readFileSync(join(target, file), 'utf8');
  } catch {
    return undefined;
  }
}

try {
  const files = compile();
  const stale = Object.keys(files).filter((file) => committed(file) !== files[file]);
  if (process.argv.includes('--check')) {
    if (stale.length > 0) throw new Error(`generated files differ from their source: ${stale.join(', ')}; run npm run generate`);
    console.log(`catalogue: ${Object.keys(files).length} generated files are up to date`);
  } else {
    mkdirSync(target, { recursive: true });
    for (const file of stale) writeFileSync(join(target, file), files[file]!);
    console.log(stale.length > 0 ? `catalogue: wrote ${stale.join(', ')}` : 'catalogue: nothing to write');
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
