/** One measurement of the bulk bench in a process of its own: `bare FILE`, `plan FILE OUT`, `records OUT`, `refuse FILE` or `apply ROWS FOLDER`. Prints JSON. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { HaloClient } from 'halopsa';
import {
  applyPlan,
  BulkInputError,
  createPlan,
  openSource,
  recordsSource,
  Tenant,
} from 'halopsa-bulk';

const [what, first = '', second = ''] = process.argv.slice(2);

async function bare(): Promise<object> {
  let count = 0;
  for await (const _ of createReadStream(first).pipe(parse())) count += 1;
  return { count };
}

async function plan(): Promise<object> {
  const source = await openSource(first);
  const { footer } = await createPlan({ resource: 'clients', mode: 'update', source, out: second });
  if (footer.counts.update !== 1_000_000) throw new Error(`planned ${footer.counts.update} rows`);
  return {};
}

/** Records as a list of Halo gives them, 50 MB of JSON, which only all together tell which columns there are. */
async function* pages(): AsyncGenerator<readonly Readonly<Record<string, unknown>>[]> {
  for (let page = 0; page < 1000; page += 1) {
    const rows = Array.from({ length: 100 }, (_, at) => ({
      id: page * 100 + at + 1,
      name: `Client number ${page * 100 + at}`,
      colour: '#112233',
      notes: `${page}.${at} `.padEnd(400, 'Some notes. '),
      ...(page % 2 === 0 && { website: `https://client-${page}.example` }),
    }));
    yield JSON.parse(JSON.stringify(rows)) as typeof rows;
  }
}

async function records(): Promise<object> {
  const source = await recordsSource('list', pages());
  const mapping = { others: 'ignore-unknown' } as const;
  const { footer } = await createPlan({
    resource: 'clients',
    mode: 'update',
    source,
    mapping,
    out: first,
  });
  if (footer.counts.update !== 100_000) throw new Error(`planned ${footer.counts.update} rows`);
  return {};
}

/** Reads a file that is to be refused, from its first byte to the reason. */
async function refuse(): Promise<object> {
  try {
    for await (const _ of (await openSource(first)).rows());
  } catch (error) {
    if (error instanceof BulkInputError) return {};
    throw error;
  }
  throw new Error(`${first} was read`);
}

/** The server has a process of its own too, as a real one has. */
async function apply(): Promise<object> {
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'bulk-server.ts'), first],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const { url, ids } = JSON.parse(String(line)) as {
      url: string;
      ids: [from: number, to: number];
    };
    const budget = { requests: 100_000, windowMs: 300_000 };
    const halo = new HaloClient({
      tenantUrl: url,
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      budget,
    });
    const tenant = new Tenant(halo, { url });
    const rows = Array.from({ length: ids[1] - ids[0] + 1 }, (_, at) => ids[0] + at);
    writeFileSync(join(second, 'ids.csv'), `id\n${rows.join('\n')}\n`);
    const source = await openSource(join(second, 'ids.csv'));
    const mapping = { set: { item_tax_code: 1 } };
    const { path, footer } = await createPlan({
      resource: 'clients',
      mode: 'update',
      source,
      mapping,
      tenant,
      out: join(second, 'apply.plan'),
    });
    const started = performance.now();
    const { done } = await applyPlan(path, tenant, { verify: 'none' });
    const ms = performance.now() - started;
    if (done !== rows.length) throw new Error(`${done} rows are done`);
    return { ms, requests: footer.requests };
  } finally {
    server.kill();
  }
}

const started = performance.now();
const measured = await ({ bare, plan, records, refuse, apply }[what ?? ''] ?? bare)();
const ms = performance.now() - started;
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    ms,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    ...measured,
  }),
);
