import { readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createPlan, openSource, type PlanRequest, reviewPage } from 'halopsa-bulk';
import { findSchema } from 'halopsa-catalogue/schemas';
import { chromiumFlags, chromiumMissing, chromiumPath, runs } from 'halopsa-testkit';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from './workshop.js';

async function pageOf(workshop: Workshop, csv: string, more: Partial<PlanRequest> = {}, tenant = workshop.tenant): Promise<string> {
  const source = await openSource(workshop.file('rows.csv', csv));
  const out = workshop.path(`${Math.random()}.plan`);
  await createPlan({ resource: 'tickets', mode: 'update', checkForms: false, source, out, tenant, ...more });
  const page = workshop.path('review.html');
  await reviewPage(out, page, { tenant });
  return page;
}

/** A text of JavaScript, since the compiler knows no page. */
const evaluated = (page: Page, script: string): Promise<unknown> => page.evaluate(script);

/** Three agents, and thirty tickets: three of Noor's, and the others of Sam, who leaves. */
async function leavers(): Promise<{ workshop: Workshop; ids: number[]; sam: number; tara: number; noor: number }> {
  const workshop = await openWorkshop();
  const put = (...given: Parameters<typeof workshop.sandbox.control.put>): number => Number(workshop.sandbox.control.put(...given).id);
  const [sam, tara, noor] = ['Sam Leaver', 'Tara Underwood', 'Noor Haddad'].map((name) => put('agents', { name })) as [
    number,
    number,
    number,
  ];
  const ids = Array.from({ length: 30 }, (_, at) => put('tickets', { summary: `Printer ${at}`, agent_id: at % 10 === 3 ? noor : sam }));
  return { workshop, ids, sam, tara, noor };
}

test('the page says what, how many, by whom, from which file and for which tenant, with names beside ids', async () => {
  const { workshop: opened, ids, sam, tara, noor } = await leavers();
  await using workshop = opened;
  const path = await pageOf(workshop, `id\n${ids.join('\n')}\n99999\n`, { mapping: { set: { agent_id: tara } }, by: 'Tara Underwood' });
  const html = readFileSync(path, 'utf8');
  const facts = Object.fromEntries([...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, fact]) => [name, fact]));
  expect(facts).toMatchObject({
    What: '30 tickets to update, 1 ticket with errors',
    Fields: 'agent_id',
    'Rows read': `31, from ${workshop.path('rows.csv')} (UTF-8, separated by commas)`,
    Tenant: workshop.url,
    'Planned by': 'Tara Underwood',
    'Planned at': expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
  const groups = [...html.matchAll(/data-change="\d+">(.*?)<\/button>/g)].map(([, text]) => text);
  expect(groups).toEqual([
    `agent_id: <del>${sam} (Sam Leaver)</del> <ins>${tara} (Tara Underwood)</ins> <b>27 rows</b>`,
    `agent_id: <del>${noor} (Noor Haddad)</del> <ins>${tara} (Tara Underwood)</ins> <b>3 rows</b>`,
  ]);
  expect(html).toContain(`<td>${ids[1]} Printer 1</td>`);
  expect(html).toContain('no ticket has the id 99999');
});

test('only the ten changes that most rows share are grouped, and what one row alone changes is none of them', async () => {
  const { workshop: opened, ids } = await leavers();
  await using workshop = opened;
  const rows = ids.map((id, at) => `${id},Group ${Math.floor(at / 2)}`);
  const html = readFileSync(await pageOf(workshop, `id,reportedby\n${rows.join('\n')}\n`), 'utf8');
  expect([...html.matchAll(/<b>2 rows<\/b>/g)]).toHaveLength(10);
  const single = readFileSync(await pageOf(workshop, `id,reportedby\n${ids[0]},One\n${ids[1]},Two\n`), 'utf8');
  expect(single).not.toContain('data-change="');
});

test('ids keep standing alone where the tenant refuses their list', async () => {
  const { workshop: opened, ids, sam, tara } = await leavers();
  await using workshop = opened;
  const out = workshop.path('leaver.plan');
  const source = await openSource(workshop.file('rows.csv', `id\n${ids[0]}\n`));
  await createPlan({ resource: 'tickets', mode: 'update', source, out, tenant: workshop.tenant, mapping: { set: { agent_id: tara } } });
  workshop.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'agents.list' });
  workshop.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'agents.get' });
  await reviewPage(out, workshop.path('review.html'), { tenant: workshop.tenant });
  expect(readFileSync(workshop.path('review.html'), 'utf8')).toContain(`agent_id: <del>${sam}</del> <ins>${tara}</ins>`);
});

/** Texts that would be markup, a script, or the end of what they lie in. */
const hostile = [
  '<img src=x onerror=window.ran=1>',
  '</script><script>window.ran=2</script>',
  '<!--<script>',
  '"><svg onload=window.ran=3>',
  "';window.ran=4;'",
  '</td></table><iframe srcdoc="<script>parent.ran=5</script>">',
  '<a href="javascript:window.ran=6">here</a>',
  'evil\u202egnp.exe',
  ']]>&lt;b&gt;',
];

test('a page of long texts stays small, and says how many rows it leaves out', async () => {
  await using workshop = await openWorkshop();
  const fields = [...findSchema('Client')!.fields.values()].filter(
    ({ type, set, maxLength, name }) => type === 'string' && set === 'writable' && maxLength === undefined && !name.startsWith('_'),
  );
  const columns = fields.slice(0, 12).map(({ name }) => name);
  const rows = Array.from({ length: 11_000 }, (_, at) => [at + 1, ...columns.map((name) => `${at} ${name} `.padEnd(190, 'x'))].join());
  const out = workshop.path('long.plan');
  await createPlan({
    resource: 'clients',
    mode: 'update',
    source: await openSource(workshop.file('rows.csv', `id,${columns}\n${rows.join('\n')}\n`)),
    out,
  });
  await reviewPage(out, workshop.path('long.html'));
  const html = readFileSync(workshop.path('long.html'), 'utf8');
  const [, held] = /This page has the first ([\d,]+) of 11,000 rows/.exec(html) ?? [];
  expect(Number(held?.replace(',', ''))).toBeGreaterThan(5000);
  expect(html.length).toBeLessThan(30e6);
});

describe('in Chromium, from a file', () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const executablePath = chromiumPath();
    if (executablePath !== undefined) browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
    else if (process.env.CI) throw new Error(chromiumMissing);
  });
  afterAll(() => browser?.close());

  const open = async (path: string, more: { javaScriptEnabled?: boolean } = {}): Promise<{ page: Page; said: string[] }> => {
    const page = await browser!.newPage(more);
    page.setDefaultTimeout(20_000);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (sent) => {
      if (!sent.url().startsWith('file:')) said.push(sent.url());
    });
    await page.goto(pathToFileURL(path).href);
    return { page, said };
  };

  test('rows are filtered by a group, a field, an action and a text, and paged through', async (context) => {
    if (!browser) return context.skip(chromiumMissing);
    const { workshop: opened, ids, tara } = await leavers();
    await using workshop = opened;
    const rows = ids.map((id, at) => `${id},${tara},${at === 4 ? 'Mona' : ''}`);
    const { page, said } = await open(await pageOf(workshop, `id,agent_id,reportedby\n${rows.join('\n')}\n99999,${tara},\n`));
    const count = page.locator('#count');
    expect(await count.textContent()).toBe('31 of 31 rows, page 1 of 1');
    const group = page.getByRole('button', { name: 'Noor Haddad' });
    await group.click();
    expect(await count.textContent()).toBe('3 of 31 rows, page 1 of 1');
    expect(await page.locator('#rows tr').first().textContent()).toContain(`${ids[3]} Printer 3`);
    await group.click();
    await page.getByLabel('Changed field').selectOption('reportedby');
    expect(await count.textContent()).toBe('1 of 31 rows, page 1 of 1');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Action').selectOption('with errors');
    expect(await page.locator('#rows').textContent()).toContain('no ticket has the id 99999');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Text').fill('mona');
    await page.locator('#count', { hasText: '1 of 31 rows' }).waitFor();
    expect(said).toEqual([]);
    await page.close();
  });

  test('no text of a file or a server is markup, with the script and without it', async (context) => {
    if (!browser) return context.skip(chromiumMissing);
    const { workshop: opened, ids, tara } = await leavers();
    await using workshop = opened;
    const { control } = workshop.sandbox;
    for (const [at, text] of hostile.entries()) control.put('tickets', { id: ids[at], summary: text, reportedby: text });
    control.put('agents', { id: tara, name: hostile[1] });
    const cells = hostile.map((text, at) => `${ids[at]},"${`${text} ${text}`.replaceAll('"', '""')}",${tara}`);
    const path = await pageOf(workshop, `id,reportedby,agent_id\n${cells.join('\n')}\n<b>998</b>,x,${tara}\n`, { by: hostile[0] });
    for (const javaScriptEnabled of [true, false]) {
      const { page, said } = await open(path, { javaScriptEnabled });
      const text = String(await page.locator('body').textContent());
      for (const one of hostile) expect(text).toContain(one.replace('\u202e', '\ufffd'));
      expect(text).not.toContain('\u202e');
      expect(await page.locator('img, svg, iframe, a, b:not(button b), td script').count()).toBe(0);
      expect(await page.locator('#rows tr').count()).toBe(hostile.length + 1);
      if (javaScriptEnabled) expect(await evaluated(page, 'String(window.ran)')).toBe('undefined');
      expect(said).toEqual([]);
      await page.close();
    }
    const html = readFileSync(path, 'utf8');
    expect(html).toContain(`content="default-src 'none'; style-src 'sha256-`);
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  test('a long plan opens and filters at once', async (context) => {
    if (!browser) return context.skip(chromiumMissing);
    await using workshop = await openWorkshop();
    const [count, over] = runs<readonly [number, number]>([10_000, 0], [100_000, 5]);
    const rows = Array.from({ length: count + over }, (_, at) => `${at + 1},${at % 7},Client number ${at} with a name,Note ${at}`);
    const source = await openSource(workshop.file('rows.csv', `id,item_tax_code,name,notes\n${rows.join('\n')}\n`));
    const out = workshop.path('long.plan');
    await createPlan({ resource: 'clients', mode: 'update', source, out });
    const path = workshop.path('long.html');
    await reviewPage(out, path);
    const { size } = statSync(path);
    let began = performance.now();
    const { page, said } = await open(path);
    await page.locator('#count', { hasText: `of ${count.toLocaleString('en-GB')} rows` }).waitFor();
    const opened = performance.now() - began;
    began = performance.now();
    await page.getByLabel('Text').fill('note 4242');
    await page.locator('#count', { hasText: / rows, page 1 of 1$/ }).waitFor();
    const filtered = performance.now() - began;
    expect(await page.locator('#rows tr').count()).toBeLessThanOrEqual(100);
    expect(await page.locator('#rows').textContent()).toContain('Note 4242');
    expect([opened < 4000, filtered < 4000, size < 40e6]).toEqual([true, true, true]);
    if (over > 0) expect(await page.locator('body').textContent()).toContain('the first 100,000 of 100,005 rows');
    expect(said).toEqual([]);
    await page.close();
  });
});
