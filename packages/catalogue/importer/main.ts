import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { check } from '../compiler/check.js';
import { repairAll } from '../compiler/repairs/index.js';
import { readSource, sourceFolder } from '../compiler/source.js';
import { describeChanges } from './change.js';
import { parseDocument } from './document.js';
import { importDocument } from './import-document.js';
import { documentRepairs } from './tally.js';
import { writeSource } from './write-source.js';

const usage = `npm run import -- openapi.json [--write] [--since VERSION]
  Compares an OpenAPI 3 document of Halo with the catalogue's source and reports what changed.
  --write  brings the changes into packages/catalogue/source; run npm run generate after it
  --since  the version that marks what is new (default: the document's own)`;

function run(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean' }, since: { type: 'string' } },
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new Error(usage);
  const before = readSource();
  const { source, changes, repairs } = importDocument(
    before,
    parseDocument(readFileSync(file, 'utf8')),
    values.since,
  );
  for (const [name, count] of repairs)
    console.log(`repaired ${name}: ${count} (${documentRepairs[name]})`);
  for (const line of describeChanges(changes)) console.log(line);
  console.log(
    changes.length === 0
      ? 'no change'
      : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`,
  );
  if (!values.write || changes.length === 0) return;
  const compiled = structuredClone(source);
  repairAll(compiled);
  const problems = check(compiled);
  if (problems.length > 0)
    throw new Error(
      `nothing was written, because the result would not compile:\n  ${problems.join('\n  ')}`,
    );
  const written = writeSource(sourceFolder, before, source);
  console.log(`wrote ${written.length} files; review them, then run npm run generate`);
}

try {
  run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
