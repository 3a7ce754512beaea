import { findResource, type Resource } from 'halopsa-catalogue';
import { createSandbox } from 'halopsa-sandbox';
import { apiDocResponse } from '../../src/apidoc/answer-apidoc.js';
import { type RunningServer, serveSandbox } from '../../src/server.js';

/** Leaves a trace where it runs. */
const RUN = 'top.ran=1';

/** Texts that a page would run, load, follow or leave by, if it took them for markup. */
export const markup: readonly string[] = [
  `<img src=x onerror="${RUN}">`,
  `<script>${RUN}</script>`,
  `"><svg onload="${RUN}">`,
  `' onmouseover='${RUN}' x='`,
  `</title></textarea></script><script>${RUN}</script>`,
  `<iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `[here](javascript:${RUN})`,
  `<a href="javascript:${RUN}">here</a>`,
  `<a href="java&#9;script:${RUN}">here</a>`,
  '![x](https://evil.example/picture.png)',
  '<img src="https://evil.example/picture.png">',
  '<link rel=stylesheet href="https://evil.example/style.css">',
  '<style>@import url(https://evil.example/style.css);</style>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<form action="https://evil.example/"><button>Sign in</button></form>',
  `<math><mtext><table><mglyph><style><img src onerror=${RUN}>`,
  `{{constructor.constructor('${RUN}')()}}`,
];

const all = markup.join(' ');

/** A resource of which every text is markup. */
export function hostileResource(): Resource {
  const suppliers = findResource('suppliers')!;
  const { list, get, upsert } = suppliers.operations as Required<Resource['operations']>;
  return {
    ...suppliers,
    title: all,
    singular: all,
    operations: {
      list: { ...list!, id: `list ${all}`, query: { [all]: 'string', ...Object.fromEntries(markup.map((text) => [text, 'int'])) } },
      get: { ...get!, path: `${get!.path}/${all.replaceAll(/[{}]/g, '')}` },
      upsert: upsert!,
    },
  };
}

/** An OpenAPI document with markup wherever it says something to a reader. */
function poisoned(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return name === 'enum' ? [...value, ...markup] : value.map((item) => poisoned(item));
  if (typeof value !== 'object' || value === null) return name === 'description' || name === 'summary' ? `${String(value)} ${all}` : value;
  const entries = Object.entries(value).map(([key, member]) => [key, poisoned(member, key)] as const);
  if (name !== 'properties') return Object.fromEntries(entries);
  return Object.fromEntries([
    ...entries,
    ...markup.map((text) => [text, { type: 'string', description: text, example: text, title: text }]),
  ]);
}

/** A sandbox with a record of markup, whose page is made of a catalogue of markup. */
export async function serveHostile(): Promise<RunningServer> {
  const sandbox = createSandbox({ seed: 'small' });
  sandbox.control.put('suppliers', { id: 101, name: all, notes: all });
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/apidoc')) return sandbox.fetch(request);
    const response = await apiDocResponse(url, [hostileResource()]);
    if (!url.pathname.endsWith('/openapi.json')) return response;
    return new Response(JSON.stringify(poisoned(await response.json())), response);
  };
  return serveSandbox({ fetch: answer });
}
