/**
 * Brings an incident event log into a sandbox, twice, and proves what arrived:
 *
 *   npm run import-incidents              # a made-up log of 200 incidents
 *   npm run import-incidents -- FILE      # the real one, as .csv or .csv.gz
 *
 * The real log is data set 498 of the UCI Machine Learning Repository (CC BY 4.0, see NOTICE): 141,712 events of 24,918
 * incidents. The sandbox holds the client to 500 requests in 300 seconds of its own, virtual time.
 */
import { HaloClient } from 'halopsa';
import { createSandbox, createVirtualClock } from 'halopsa-sandbox';
import { importIncidents } from './incidents/import-incidents.js';
import { logFile } from './incidents/log-file.js';
import { logOf, openLog, readIncidents } from './incidents/read-incidents.js';
import { sampleLog } from './incidents/sample-log.js';

const count = (value: number): string => value.toLocaleString('en-GB');
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

const file = logFile();
const budget = { requests: 500, windowMs: 300_000 };
const clock = createVirtualClock({ autoAdvance: true });
const sandbox = createSandbox({ seed: 'small', clock, rateLimit: budget });
const halo = new HaloClient({
  tenantUrl: 'https://sandbox.example',
  clientId: 'sandbox',
  clientSecret: 'sandbox',
  fetch: sandbox.fetch as typeof fetch,
  clock,
  budget,
});

console.log(file ? `reading ${file}` : 'reading a made-up log of 200 incidents');
const started = performance.now();
const startedVirtually = clock.now();
for (const run of ['first', 'second']) {
  const log = file ? openLog(file) : logOf(sampleLog(200));
  const { read, written, received } = await importIncidents(halo, readIncidents(log));
  console.log(
    `${run} run: ${count(written)} written; expected ${count(read)}, received ${count(received)}`,
  );
  if (received !== read || (run === 'second' && written > 0)) process.exitCode = 1;
}
await halo.close();

const requests = sandbox.control.requestLog
  .list()
  .filter((request) => request.operation !== 'token');
const refused = requests.filter((request) => request.status === 429).length;
const seconds = Math.round((performance.now() - started) / 100) / 10;
console.log(
  `${count(requests.length)} requests logged, ${refused} refused for the rate; ${count(Math.round((clock.now() - startedVirtually) / 1000))} s of virtual time, ${seconds} s of real time`,
);
console.log(`peak memory, sandbox included: ${megabytes(process.resourceUsage().maxRSS * 1024)}`);
