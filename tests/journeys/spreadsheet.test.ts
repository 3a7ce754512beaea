import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { matchesCapture } from './support/capture.js';
import { startTenant, type Tenant } from './support/tenant.js';
import { hasProgram, openTerminal, type Terminal } from './support/terminal.js';

let tenant: Tenant;
let terminal: Terminal;
let folder: string;

beforeAll(async () => {
  if (!hasProgram('tmux')) throw new Error('These journeys need tmux, which is not installed: apt-get install tmux.');
  tenant = await startTenant({ seed: 'small' });
  folder = await mkdtemp(join(tmpdir(), 'halo-spreadsheet-'));
  const ids = Array.from({ length: 4000 }, (_, at) => {
    const client = { name: `Client number ${at + 1}`, item_tax_code: 2 };
    return tenant.sandbox.control.put('clients', client).id;
  });
  await writeFile(join(folder, 'tax.csv'), `id\r\n${ids.join('\r\n')}\r\n`);
  terminal = openTerminal(tenant.env, { columns: 100, rows: 60 });
});
afterAll(async () => {
  terminal?.close();
  await tenant?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What stands on the screen once a command has come back to the prompt. */
async function enter(line: string, ends: RegExp, answer?: string): Promise<void> {
  terminal.type(line);
  terminal.press('Enter');
  if (answer !== undefined) {
    await terminal.until(new RegExp(`Type ${answer} to go ahead\\.[^$]*$`));
    terminal.type(answer);
    terminal.press('Enter');
  }
  await terminal.until(ends);
}

it('4,000 clients get another tax code from a sheet, and get their own back, before the eyes of the person who typed it', async () => {
  await enter(`cd ${folder}; clear`, /^\$ *$/m);
  await enter('halo bulk plan clients tax.csv --match id --set "item_tax_code=20% (Sales)" --out tax.plan', /To go ahead: .*\n\$ *$/);
  await enter('halo bulk apply tax.plan --verify all', /read back and found as sent[^$]*\n\$ *$/, '4000');
  await enter('halo bulk status tax.plan', /finished[^$]*\n\$ *$/);
  await enter('halo bulk export tax.plan --success done.csv', /done\.csv[^$]*\n\$ *$/);
  await enter('halo bulk undo tax.plan --out undo.plan', /4000 records to set back[^$]*\n\$ *$/);
  await enter('halo bulk apply undo.plan', /20 read back and found as sent[^$]*\n\$ *$/, '4000');
  await matchesCapture('tax-code', terminal.screen());
  const codes = tenant.sandbox.control.records('clients').map(({ item_tax_code: code }) => code);
  expect(codes.filter((code) => code === 2).length).toBeGreaterThanOrEqual(4000);
}, 180_000);
