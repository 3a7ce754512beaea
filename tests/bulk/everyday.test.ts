import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTenant, type Tenant, words } from '../journeys/support/tenant.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-everyday-'));
const at = (name: string): string => join(folder, name);
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
});
afterAll(async () => {
  await tenant.close();
  rmSync(folder, { recursive: true, force: true });
});

const halo = (line: string): ReturnType<Tenant['halo']> =>
  tenant.halo(words(line.replaceAll('@', `${folder}/`)).slice(1), { env: { HOME: folder } });
const put = (...given: Parameters<Tenant['sandbox']['control']['put']>): number => Number(tenant.sandbox.control.put(...given).id);

test('the open tickets of a leaver go to somebody else, by one line', async () => {
  const of5 = (): number[] =>
    tenant.sandbox.control
      .records('tickets')
      .filter(({ agent_id, status_id }) => agent_id === 5 && status_id !== 9)
      .map(({ id }) => Number(id));
  for (const summary of ['Laptop', 'Screen']) put('tickets', { summary, agent_id: 5, status_id: 1 });
  const open = of5();
  const planned = await halo(
    'halo bulk plan tickets --from-list "tickets --agent-id 5 --open-only" --match id --set agent_id=9 --out @leaver.plan --html @leaver.html',
  );
  expect(planned).toMatchObject({ exit: 0 });
  expect(planned.stdout).toMatch(new RegExp(`${open.length}  to update\\n  line \\d+, id \\d+, ".+":\\n    agent_id: 5 -> 9\\n`));
  expect(planned.stdout).toContain('Not read, since every row gets the same value there: agent_id');
  const page = readFileSync(at('leaver.html'), 'utf8');
  expect(page).toContain(`agent_id: <del>5 (`);
  expect(page).toContain(`<b>${open.length} rows</b>`);
  expect(await halo('halo bulk apply @leaver.plan --yes')).toMatchObject({ exit: 0 });
  expect(of5()).toEqual([]);
  const moved = tenant.sandbox.control.records('tickets').filter(({ id }) => open.includes(Number(id)));
  expect(moved.every(({ agent_id }) => agent_id === 9)).toBe(true);
});

test('all clients of a list get one tax code, by its name', async () => {
  const planned = await halo('halo bulk plan clients --from-list "clients" --match id --set "item_tax_code=20% (Sales)" --out @tax.plan');
  expect(planned).toMatchObject({ exit: 0, stdout: expect.stringContaining('item_tax_code: (nothing) -> 1') });
  expect(await halo('halo bulk apply @tax.plan --yes --verify all')).toMatchObject({ exit: 0 });
  const codes = new Set(tenant.sandbox.control.records('clients').map(({ item_tax_code }) => item_tax_code));
  expect([...codes]).toEqual([1]);
});

test('a client narrows the names of sites: in --set, in columns and in answers of a values file', async () => {
  const [acme, globex] = ['Narrow Acme', 'Narrow Globex'].map((name) => put('clients', { name })) as [number, number];
  const [hqAcme, hqGlobex] = [acme, globex].map((client_id) => put('sites', { name: 'Narrow HQ', client_id })) as [number, number];
  const sitesOf = async (line: string): Promise<unknown[]> => {
    const { stdout, stderr, exit } = await halo(`${line} --mode create --no-forms --out @narrow${Math.random()}.plan --json`);
    expect(exit, stderr).toBe(0);
    return (JSON.parse(stdout) as { sample: { set: { site_id: number } }[] }).sample.map(({ set }) => set.site_id);
  };
  writeFileSync(at('one.csv'), 'summary\nPrinter\n');
  expect(await sitesOf('halo bulk plan tickets @one.csv --set "client=Narrow Globex" --set "site=Narrow HQ"')).toEqual([hqGlobex]);
  expect(await sitesOf('halo bulk plan tickets @one.csv --set "client_id=Narrow Acme" --set "site_id=Narrow HQ"')).toEqual([hqAcme]);
  writeFileSync(at('two.csv'), 'summary,client,site\nPrinter,Narrow Acme,Narrow HQ\nPrinter,Narrow Globex,Narrow HQ\n');
  expect(await sitesOf('halo bulk plan tickets @two.csv')).toEqual([hqAcme, hqGlobex]);
  writeFileSync(at('three.csv'), 'summary,client\nPrinter,Narrow Acme\nPrinter,Narrow Globex\n');
  expect(await sitesOf('halo bulk plan tickets @three.csv --set "site=Narrow HQ"')).toEqual([hqAcme, hqGlobex]);
  writeFileSync(at('four.csv'), 'summary,client,site\nPrinter,Narrow Acme,Main\nPrinter,Narrow Globex,Main\n');
  writeFileSync(at('four.yaml'), `values:\n  site_id:\n    Main: { Narrow Acme: ${hqAcme}, Narrow Globex: ${hqGlobex} }\n`);
  expect(await sitesOf('halo bulk plan tickets @four.csv --values @four.yaml')).toEqual([hqAcme, hqGlobex]);
});

test('an apply in which rows fail shows the first reasons, and how many rows share each', async () => {
  const ids = Array.from({ length: 6 }, (_, at) => put('clients', { name: `Fails ${at}` }));
  writeFileSync(at('fails.csv'), `id,colour\n${ids.map((id) => `${id},#222222`).join('\n')}\n`);
  expect(await halo('halo bulk plan clients @fails.csv --out @fails.plan')).toMatchObject({ exit: 0 });
  tenant.sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'clients.upsert', body: '"The colour is taken."' });
  const { exit, stderr } = await halo('halo bulk apply @fails.plan --yes');
  tenant.sandbox.control.faults.clear();
  expect(exit).toBe(1);
  expect(stderr).toMatch(
    /6 rows failed and 0 are unknown; all others are as planned\.\n {2}6 rows, lines 2, 3, 4, 5, 6 \.\.\.: .*The colour is taken/,
  );
});
