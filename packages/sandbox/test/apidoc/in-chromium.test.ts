import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { chromiumFlags, chromiumMissing, chromiumPath } from 'halopsa-testkit';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

const sandbox = createSandbox({ seed: 'small' });
let server: RunningServer;
let browser: Browser | undefined;
beforeAll(async () => {
  server = await sandbox.serve();
  const executablePath = chromiumPath();
  if (executablePath !== undefined) browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  else if (process.env.CI) throw new Error(chromiumMissing);
});
afterAll(async () => {
  await browser?.close();
  await server.close();
});

/** Opens an operation, tries it, and gives the status and body that the page shows. */
async function tryOut(
  page: Page,
  operationId: string,
  fill: (form: ReturnType<Page['locator']>) => Promise<void>,
): Promise<[status: string, body: string]> {
  const block = page.locator(`.opblock:has(.opblock-summary-description:text-is("${operationId}"))`);
  await block.locator('.opblock-summary-control').click();
  await block.getByRole('button', { name: 'Try it out' }).click();
  await fill(block);
  await block.getByRole('button', { name: 'Execute' }).click();
  const live = block.locator('.live-responses-table .response').first();
  await live.waitFor();
  const read = async (part: string): Promise<string> => ((await live.locator(part).textContent()) ?? '').trim();
  return [await read('.response-col_status'), await read('.response-col_description')];
}

it('the page is drawn, signs in, and tries operations on the sandbox', async (context) => {
  if (!browser) return context.skip(chromiumMissing);
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) outside.push(request.url());
  });
  await page.goto(`${server.url}/apidoc?resource=suppliers`);
  await page.locator('.opblock').first().waitFor();
  expect(await page.locator('nav [aria-current]').textContent()).toBe('Suppliers');
  expect((await tryOut(page, 'suppliers.list', async () => undefined))[0]).toMatch(/^401/);

  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Signed in', { exact: true }).waitFor();
  const [made] = await tryOut(page, 'suppliers.upsert', (block) => block.locator('textarea').first().fill('[{"name": "From the page"}]'));
  expect(made).toMatch(/^201/);
  expect(sandbox.control.records('suppliers').map(({ name }) => name)).toContain('From the page');
  const [status, body] = await tryOut(page, 'suppliers.get', (block) => block.locator('input[placeholder="id"]').fill('101'));
  expect(status).toMatch(/^200/);
  expect(body).toContain('Northwind Supplies');

  await page.getByPlaceholder('Filter resources').fill('invoice');
  expect(await page.locator('nav li:visible').count()).toBeLessThan(20);
  expect(outside).toEqual([]);
  await page.close();
});
