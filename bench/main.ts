/**
 * Measures the budgets of speed and size on the built packages: `npm run bench`. Figures depend on the machine, so what can
 * be is measured against plain Node in the same minutes. A miss is reported; it fails the run with --strict only.
 */
import { availableParallelism } from 'node:os';
import { benchBulk } from './bulk.js';
import { benchBundleSize } from './bundle-size.js';
import { benchCli } from './cli.js';
import { benchListing } from './listing.js';
import { formatResults, type Result } from './result.js';
import { benchSandbox } from './sandbox.js';
import { benchStartup } from './startup.js';
import { benchTypeCheck } from './type-check.js';

const benches: Readonly<Record<string, () => Promise<Result[]>>> = {
  size: benchBundleSize,
  startup: benchStartup,
  cli: benchCli,
  types: benchTypeCheck,
  listing: benchListing,
  sandbox: benchSandbox,
  bulk: benchBulk,
};

const wanted = process.argv.slice(2).filter((argument) => argument !== '--strict');
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

console.log(`node ${process.version}, ${availableParallelism()} processors`);
const results: Result[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) results.push(...(await bench()));
}
console.log(formatResults(results));
const misses = results.filter((result) => result.value > result.budget).length;
console.log(misses === 0 ? 'all within budget' : `${misses} over budget`);
if (misses > 0 && process.argv.includes('--strict')) process.exitCode = 1;
