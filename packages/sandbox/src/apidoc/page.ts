import type { Resource } from 'halopsa-catalogue';
import { htmlText as escaped } from 'halopsa-ground';

/** The page: all resources on the left, the one that is chosen on the right. */
export function pageHtml(chosen: string, resources: readonly Resource[]): string {
  const links = resources.map(({ attribute, title }) => {
    const current = attribute === chosen ? ' aria-current="page"' : '';
    return `<li><a href="/apidoc?resource=${encodeURIComponent(attribute)}"${current}>${escaped(title)}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Halo API</title>
<link rel="stylesheet" href="/apidoc/swagger-ui.css">
<link rel="stylesheet" href="/apidoc/page.css">
</head>
<body data-resource="${escaped(chosen)}">
<header>
<h1>Halo API</h1>
<form id="sign-in">
<label>Client id <input name="client_id" value="sandbox" autocomplete="off"></label>
<label>Client secret <input name="client_secret" value="sandbox" type="password" autocomplete="off"></label>
<button>Sign in</button>
<output id="signed-in" role="status">Not signed in</output>
</form>
<a href="/apidoc/openapi.json">OpenAPI document</a>
</header>
<nav aria-label="Resources">
<input id="filter" type="search" placeholder="Filter resources" aria-label="Filter resources">
<ul>
${links.join('\n')}
</ul>
</nav>
<main id="operations"></main>
<script src="/apidoc/swagger-ui-bundle.js"></script>
<script src="/apidoc/page.js"></script>
</body>
</html>
`;
}

/** What the page does: shows the resource, signs in, filters the list of resources. */
export const pageScript = `'use strict';
const resource = document.body.dataset.resource;
const ui = SwaggerUIBundle({
  url: '/apidoc/openapi.json?resource=' + encodeURIComponent(resource),
  domNode: document.getElementById('operations'),
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
});
const form = document.getElementById('sign-in');
const told = document.getElementById('signed-in');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  body.set('grant_type', 'client_credentials');
  body.set('scope', 'all');
  const answer = await fetch('/auth/token', { method: 'POST', body });
  const token = await answer.json().catch(() => ({}));
  if (answer.ok) ui.preauthorizeApiKey('token', token.access_token);
  told.textContent = answer.ok ? 'Signed in' : 'Refused: ' + (token.error || answer.status);
});
document.getElementById('filter').addEventListener('input', ({ target }) => {
  const wanted = target.value.toLowerCase();
  for (const entry of document.querySelectorAll('nav li')) entry.hidden = !entry.textContent.toLowerCase().includes(wanted);
});
const current = document.querySelector('nav [aria-current]');
if (current) current.scrollIntoView({ block: 'center' });
`;

/** How the page looks. */
export const pageStyle = `body { margin: 0; display: grid; grid: auto 1fr / 16rem 1fr; height: 100vh; font: 15px/1.4 system-ui, sans-serif; }
header { grid-column: 1 / -1; display: flex; gap: 1.5rem; align-items: center; flex-wrap: wrap; padding: .5rem 1rem; background: #1f2d3d; color: #fff; }
header h1 { font-size: 1.1rem; margin: 0; }
header a { color: #cfe3ff; margin-left: auto; }
form { display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; }
nav { overflow-y: auto; padding: .75rem; border-right: 1px solid #ddd; }
nav input { width: 100%; box-sizing: border-box; padding: .35rem; }
nav ul { list-style: none; margin: .5rem 0 0; padding: 0; }
nav a { display: block; padding: .15rem .35rem; color: inherit; text-decoration: none; border-radius: .25rem; }
nav a:hover, nav a[aria-current] { background: #e6eefb; }
main { overflow-y: auto; }
`;
