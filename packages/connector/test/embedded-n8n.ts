import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'n8n-package');

/** Sources that every export has as they are. */
const paths = ['credentials/HaloOAuth2Api.credentials.ts', 'nodes/Halo/Halo.node.ts', 'nodes/Halo/route.ts'];

/** The module of the connector that holds the sources of the n8n package. */
export function embeddedN8n(): string {
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  return `// Made by \`npm run embed\` from n8n-package. Do not edit.\n\n/** Sources of the n8n package, by their paths. */\nexport const n8nSources: Readonly<Record<string, string>> = ${JSON.stringify(files, null, 2)};\n`;
}
