import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromiumFlags, chromiumMissing, chromiumPath } from 'halopsa-testkit';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { matchesCapture } from './support/capture.js';
import { startTenant, type Tenant } from './support/tenant.js';
import { hasProgram, openTerminal, type Terminal } from './support/terminal.js';

let tenant: Tenant;
let folder: string;
let terminal: Terminal;
beforeAll(async () => {
  if (!hasProgram('tmux')) throw new Error('These journeys need tmux, which is not installed: apt-get install tmux.');
  tenant = await startTenant({ seed: 'small' });
});
afterAll(() => tenant?.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-setup-'));
  const own = { HALO_CONFIG: join(folder, 'config.yaml'), HALO_STATE_DIR: join(folder, 'state'), BROWSER: join(folder, 'browser') };
  await writeFile(own.BROWSER, `#!/bin/sh\necho "$1" > '${folder}/address.part'\nmv '${folder}/address.part' '${folder}/address'\n`, {
    mode: 0o755,
  });
  terminal = openTerminal(own, { columns: 120, rows: 40 });
});
afterEach(async () => {
  terminal?.close();
  await rm(folder, { recursive: true, force: true });
});

const enter = (line: string): void => {
  terminal.type(line);
  terminal.press('Enter');
};

/** Answers a question of `halo configure` when it is there. */
async function answer(question: RegExp, text: string): Promise<void> {
  await terminal.until(question);
  enter(text);
}

async function configure(secret: string): Promise<void> {
  enter('clear; halo configure');
  await answer(/◆ +Tenant URL/, tenant.env['HALO_TENANT_URL']!);
  await answer(/◆ +Client ID/, 'sandbox');
  await answer(/◆ +Client secret/, secret);
  await answer(/◆ +Scope/, '');
  await answer(/◆ +Tenant name/, '');
}

it('somebody configures halo, and it works at once', async () => {
  await configure('sandbox');
  const screen = await terminal.until(/Saved to [\s\S]*\$ *$/);
  expect(screen).toContain('The credentials work');
  expect(screen).not.toMatch(/secret +sandbox/);
  await matchesCapture('configure', screen);
  enter('clear; halo teams get 7 --columns id,name');
  await terminal.until(/^id +7$/m);
});

it('a wrong secret is found out before it is saved, and explained', async () => {
  await configure('wrong');
  const screen = await terminal.until(/Save them all the same/);
  expect(screen).toContain('The client id or the secret is wrong');
  await matchesCapture('wrong-secret', screen);
  terminal.press('Enter');
  await terminal.until(/Nothing was saved/);
  await expect(readFile(join(folder, 'config.yaml'))).rejects.toThrow('ENOENT');
});

it('a person signs in by the browser, is who they are, and signs out', async (context) => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return context.skip(chromiumMissing);
  const variables = Object.entries(tenant.env).map(([name, value]) => `${name}=${value}`);
  enter(`export ${variables.join(' ')}; clear; halo login --port 0`);
  let address = '';
  while (address === '') {
    address = await readFile(join(folder, 'address'), 'utf8').catch(() => '');
    await pause(20);
  }
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  try {
    const page = await browser.newPage();
    await page.goto(address.trim());
    await page.getByLabel('User name or email').fill('agent');
    await page.getByLabel('Password').fill('sandbox');
    await page.getByRole('button', { name: 'Log in' }).click();
    const screen = await terminal.until(/"halo logout" ends it/);
    expect(screen).toMatch(/Signed in to http\S+ as \w+ \w+\./);
    expect(await page.textContent('body')).toMatch(/signed in|close/i);
  } finally {
    await browser.close();
  }
  enter('clear; halo whoami; halo logout; halo whoami; echo "ended with $?"');
  const after = await terminal.until(/ended with \d/);
  expect(after).toMatch(/signed_in +as a person/);
  expect(after).toMatch(/forgotten on this computer[\s\S]*signed_in +as the application/);
  await matchesCapture('signed-in-and-out', after);
});
