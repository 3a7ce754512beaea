/**
 * Brings an incident event log into a sandbox with the bulk engine and the maps of `tests/bulk`: a ticket for each incident, an
 * action for each event; twice, to prove that the second run changes nothing.
 *
 *   npm run bulk-incidents              # a made-up log of 200 incidents
 *   npm run bulk-incidents -- FILE      # the real one, as .csv or .csv.gz (see NOTICE)
 */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HaloClient } from 'halopsa';
import { applyPlan, createPlan, openSource, readMapFile, type Source, Tenant } from 'halopsa-bulk';
import { createSandbox } from 'halopsa-sandbox';
import { eventLog } from './incidents/event-log.js';
import { logFile } from './incidents/log-file.js';

const file = logFile();
const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-incidents-'));
const sandbox = createSandbox({ seed: 'small' });
const halo = new HaloClient({
  tenantUrl: 'https://sandbox.example',
  clientId: 'sandbox',
  clientSecret: 'sandbox',
  fetch: sandbox.fetch as typeof fetch,
  budget: { requests: 1_000_000, windowMs: 1000 },
});
const tenant = new Tenant(halo, { url: 'https://sandbox.example' });
const count = (value: number): string => value.toLocaleString('en-GB');

function openLog(): Promise<Source> {
  const options = { duplicateHeadings: 'number', name: file ?? 'made-up log' } as const;
  if (file === undefined) return openSource(Readable.from([eventLog(200)]), options);
  return openSource(
    file.endsWith('.gz') ? createReadStream(file).pipe(createGunzip()) : createReadStream(file),
    options,
  );
}

const jobs = [
  { resource: 'tickets', map: 'incidents.map.yaml', match: 'third_party_id_string' },
  { resource: 'actions', map: 'events.map.yaml', match: 'ticket_id+note' },
] as const;

const started = performance.now();
console.log(file ? `reading ${file}` : 'reading a made-up log of 200 incidents');
try {
  for (const run of ['first', 'second']) {
    for (const { resource, map, match } of jobs) {
      const mapping = await readMapFile(join(import.meta.dirname, '../tests/bulk', map));
      const out = join(folder, `${run}-${resource}.plan`);
      const { footer } = await createPlan({
        resource,
        mode: 'create',
        match: [match],
        source: await openLog(),
        mapping,
        out,
        tenant,
      });
      const { create, skip, error } = footer.counts;
      const { done, failed, unknown } = await applyPlan(out, tenant, { verify: 'none' });
      console.log(
        `${run} run, ${resource}: ${count(create)} to create, ${count(skip)} there already, ${error} with errors; ${count(done)} done, ${failed} failed, ${unknown} unknown`,
      );
      if (error + failed + unknown > 0 || done !== create || (run === 'second' && create > 0))
        process.exitCode = 1;
    }
  }
} finally {
  await halo.close();
  rmSync(folder, { recursive: true, force: true });
}
const seconds = Math.round((performance.now() - started) / 100) / 10;
console.log(
  `${count(sandbox.control.requestLog.list().length)} requests in the log of the sandbox, ${seconds} s`,
);
console.log(
  `peak memory, sandbox included: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
);
