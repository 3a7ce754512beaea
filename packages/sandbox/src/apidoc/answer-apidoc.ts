import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { allResources, type Resource } from 'halopsa-catalogue';
import { openApiDocument } from './openapi-document.js';
import { pageHtml, pageScript, pageStyle } from './page.js';

/** The resource that the page opens with. */
const FIRST = 'tickets';

/** What the page may do: load only from this server, and be in no frame of another page, which could make people press its buttons. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Files of the component that draws the operations, with their types. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
};

/** Answers a request for the page of the API or a file of it. Nothing is loaded from anywhere else. */
export async function apiDocResponse(
  url: URL,
  resources: readonly Resource[] = allResources(),
): Promise<Response> {
  const name = url.pathname.replace(/^\/apidoc\/?/i, '').replace(/\/$/, '');
  const asked = url.searchParams.get('resource') ?? undefined;
  const resource = resources.find(({ attribute }) => attribute === asked);
  if (asked !== undefined && !resource)
    return text(`Unknown resource ${asked}.`, 'text/plain; charset=utf-8', 404);
  if (name === '')
    return text(pageHtml(resource?.attribute ?? FIRST, resources), 'text/html; charset=utf-8');
  if (name === 'openapi.json')
    return text(
      JSON.stringify(openApiDocument(resource ? [resource] : resources)),
      'application/json; charset=utf-8',
    );
  if (name === 'page.js') return text(pageScript, 'text/javascript; charset=utf-8');
  if (name === 'page.css') return text(pageStyle, 'text/css; charset=utf-8');
  const type = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  return type === undefined
    ? text('The page does not exist.', 'text/plain; charset=utf-8', 404)
    : text(await readAsset(name), type);
}

/** A file of the component: beside this module in the package, or where the workspace has installed it. */
async function readAsset(name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return Uint8Array.from(await readFile(new URL(`assets/${name}`, import.meta.url)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return Uint8Array.from(
      await readFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`)),
    );
  }
}

const text = (body: string | Uint8Array<ArrayBuffer>, type: string, status = 200): Response =>
  new Response(body, {
    status,
    headers: {
      'content-type': type,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
    },
  });
