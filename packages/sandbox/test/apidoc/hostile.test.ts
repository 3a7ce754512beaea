import { request } from 'node:http';
import type { RunningServer } from 'halopsa-sandbox';
import { createSandbox } from 'halopsa-sandbox';
import { chromiumFlags, chromiumMissing, chromiumPath } from 'halopsa-testkit';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../signed-in.js';
import { markup, serveHostile } from './hostile-texts.js';

const files = ['', '?resource=suppliers', '/openapi.json', '/page.js', '/page.css', '/swagger-ui-bundle.js', '/swagger-ui.css'];

describe('the page of the API over HTTP', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await createSandbox({ seed: 'empty' }).serve();
  });
  afterAll(() => server.close());

  /** Status of an answer to a request that names another host, as a page does whose name has been pointed at this computer. */
  const statusFor = (host: string, path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: server.port, path, headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });

  it('is for those who call this computer by its name', async () => {
    for (const file of files) {
      expect(await statusFor(`localhost:${server.port}`, `/apidoc${file}`)).toBe(200);
      expect(await statusFor('evil.example', `/apidoc${file}`)).toBe(421);
    }
  });

  it('gives nothing to pages of others: no right to read it, to show it inside them, or to take it for something else', async () => {
    for (const file of files) {
      const { status, headers } = await fetch(`${server.url}/apidoc${file}`, { headers: { origin: 'https://evil.example' } });
      expect(status).toBe(200);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'self';.*base-uri 'none'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toMatch(/script-src|unsafe-eval|default-src [^;]*unsafe/);
    }
  });

  it('repeats nothing of its address as markup', async () => {
    for (const text of markup) {
      const answer = await fetch(`${server.url}/apidoc?resource=${encodeURIComponent(text)}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('shares its address with no page that somebody stored as a file', async () => {
    const halo = await signIn({ behaviours: { 'attachments.link-expires': true } });
    const stored = { filename: 'page.html', data_base64: `data:text/html;base64,${btoa('<script>top.ran=1</script>')}` };
    const { id } = (await halo.post('/Attachment', [stored])).body as { id: number };
    const { link } = (await halo.get(`/Attachment/${id}?includedetails=true`)).body as { link: string };
    const { headers } = await halo.sandbox.fetch(link);
    expect([headers.get('content-type'), headers.get('content-security-policy')]).toEqual(['text/html', 'sandbox']);
  });

  it('is only read: no other method reaches it', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await fetch(`${server.url}/apidoc`, { method })).status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('the page of a catalogue that is markup', () => {
  let server: RunningServer;
  let browser: Browser | undefined;
  beforeAll(async () => {
    server = await serveHostile();
    const executablePath = chromiumPath();
    if (executablePath !== undefined) browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
    else if (process.env.CI) throw new Error(chromiumMissing);
  });
  afterAll(async () => {
    await browser?.close();
    await server.close();
  });

  it('holds it as text', async () => {
    const html = await (await fetch(`${server.url}/apidoc`)).text();
    const tags = [...html.matchAll(/<(\/?[a-z!][^\s>]*)/gi)].map(([, name]) => name!.toLowerCase());
    const own = ['!doctype', 'html', 'head', 'meta', 'title', 'link', 'body', 'header', 'h1', 'form', 'label', 'input', 'button', 'output'];
    const known = new Set([...own, 'a', 'nav', 'ul', 'li', 'main', 'script'].flatMap((name) => [name, `/${name}`]));
    expect(tags.filter((name) => !known.has(name))).toEqual([]);
    expect(tags.filter((name) => name === 'script')).toHaveLength(2);
    expect(html).not.toMatch(/(src|href|action)="?(https?:|javascript:)/);
  });

  it('runs none of it, loads nothing, and goes nowhere', async (context) => {
    if (!browser) return context.skip(chromiumMissing);
    const page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    const outside: Request[] = [];
    page.on('request', (sent) => {
      if (!sent.url().startsWith(server.url) && !sent.url().startsWith('data:')) outside.push(sent);
    });
    page.on('dialog', (dialog) => void dialog.dismiss());
    await page.goto(`${server.url}/apidoc?resource=suppliers`);
    await page.locator('.opblock').first().waitFor();
    await page.getByRole('button', { name: 'Sign in' }).first().click();
    await page.getByText('Signed in', { exact: true }).waitFor();
    const blocks = page.locator('.opblock-summary-control');
    for (let at = 0; at < (await blocks.count()); at += 1) await blocks.nth(at).click();
    const models = page.locator('.models button, .model-toggle');
    for (let at = 0; at < Math.min(await models.count(), 12); at += 1) await models.nth(at).click();

    const list = page.locator('.opblock-post');
    await list.getByRole('button', { name: 'Try it out' }).click();
    await list
      .locator('textarea')
      .first()
      .fill(JSON.stringify([{ id: 101, notes: markup.join(' ') }]));
    await list.getByRole('button', { name: 'Execute' }).click();
    await list.locator('.live-responses-table .response').first().waitFor();
    expect(await list.locator('.live-responses-table .response').first().textContent()).toContain('onerror');

    expect(await evaluated(page, 'String(window.ran)')).toBe('undefined');
    const live = `[...document.querySelectorAll('a, area, form, iframe, img, link, object, embed, base, meta[http-equiv]')]
      .map((one) => one.href || one.action || one.src || one.data || '')
      .filter((address) => /^javascript:|evil\\.example/i.test(String(address)))`;
    expect(
      await evaluated(
        page,
        `document.querySelectorAll('main iframe, main script, main [onerror], main [onload], main [onmouseover]').length`,
      ),
    ).toBe(0);
    expect(await evaluated(page, `${live}.filter((address) => /^javascript:/i.test(address))`)).toEqual([]);
    expect(page.url()).toBe(`${server.url}/apidoc?resource=suppliers`);
    // A picture is asked for and refused by the policy of the page, before anything leaves the browser.
    expect(outside.filter((sent) => sent.failure()?.errorText !== 'csp').map((sent) => sent.url())).toEqual([]);
    await page.close();
  });
});

const evaluated = (page: Page, expression: string): Promise<unknown> => page.evaluate(expression);
