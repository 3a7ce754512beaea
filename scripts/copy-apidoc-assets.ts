import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Puts the files of the component that draws the API page into the sandbox's package, with its licence. */
const component = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const assets = fileURLToPath(new URL('../packages/sandbox/dist/apidoc/assets', import.meta.url));

await mkdir(assets, { recursive: true });
for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE'])
  await copyFile(join(component, name), join(assets, name));
