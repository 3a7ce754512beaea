import { allOperations, allResources } from 'halopsa-catalogue';
import { createSandbox } from 'halopsa-sandbox';
import { describe, expect, it } from 'vitest';

const { fetch } = createSandbox({ seed: 'empty' });
const get = (path: string): Promise<Response> => fetch(`http://sandbox.test/apidoc${path}`);

interface Document {
  readonly paths: Record<string, Record<string, { operationId: string }>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

describe('/apidoc', () => {
  it('names every resource on its page', async () => {
    const page = await get('');
    const html = await page.text();
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect([...html.matchAll(/href="\/apidoc\?resource=/g)]).toHaveLength(allResources().length);
    expect(html).not.toMatch(/(src|href)="https?:/);
  });

  it('describes every operation, and every schema that it refers to', async () => {
    const text = await (await get('/openapi.json')).text();
    const document = JSON.parse(text) as Document;
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    const routes = new Set(allOperations().map(({ method, path }) => `${method} ${path}`));
    expect(ids).toHaveLength(routes.size);
    const refs = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((found) => found[1]!));
    expect([...refs].filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  it('describes one resource in a document small enough to draw at once', async () => {
    const text = await (await get('/openapi.json?resource=reports')).text();
    expect(Object.keys((JSON.parse(text) as Document).paths)).toContain('/Report/createpdf');
    for (const { attribute } of allResources())
      expect((await (await get(`/openapi.json?resource=${attribute}`)).text()).length).toBeLessThan(400_000);
  });

  it('serves its component itself, and nothing else of the computer', async () => {
    expect((await (await get('/swagger-ui-bundle.js')).text()).length).toBeGreaterThan(500_000);
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/package.json', '/__proto__', '?resource=nothing'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });
});
