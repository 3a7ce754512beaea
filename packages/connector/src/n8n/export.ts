import type { ExportedFile } from '../export/exported-file.js';
import { n8nSources } from '../generated/n8n-package.js';
import type { JsonObject } from '../json.js';
import type { ActionRegistry } from '../registry.js';
import { type NodeResource, nodeResources, routeOf } from './operations.js';
import { nodeProperties } from './properties.js';
import { iconOf, readme } from './templates.js';

/** Settings of the package. */
export interface N8nExport {
  readonly registry: ActionRegistry;
  readonly version: string;
}

/** A community node package of n8n as its sources; `npm run build` in it makes what n8n loads. */
export function* exportN8n({ registry, version }: N8nExport): Generator<ExportedFile> {
  const resources = nodeResources(registry);
  yield { path: 'package.json', content: `${JSON.stringify(manifest(version), null, 2)}\n` };
  yield { path: 'README.md', content: readme };
  yield { path: 'tsconfig.json', content: `${JSON.stringify(tsconfig, null, 2)}\n` };
  yield {
    path: 'eslint.config.mjs',
    content: "import { config } from '@n8n/node-cli/eslint';\n\nexport default config;\n",
  };
  yield { path: 'icons/halo.svg', content: iconOf('#1876d2') };
  yield { path: 'icons/halo.dark.svg', content: iconOf('#7cb8ff') };
  for (const [path, content] of Object.entries(n8nSources)) yield { path, content };
  yield { path: 'nodes/Halo/Halo.node.json', content: `${JSON.stringify(codex, null, 2)}\n` };
  yield { path: 'nodes/Halo/properties.ts', content: propertiesSource(resources) };
  yield { path: 'nodes/Halo/routes.ts', content: routesSource(resources) };
}

const manifest = (version: string): JsonObject => ({
  name: 'n8n-nodes-halopsa',
  version,
  description:
    'Tickets, clients, assets and articles of HaloPSA, HaloITSM and HaloServiceDesk in n8n',
  license: 'MIT',
  homepage: 'https://halopsa.com',
  author: { name: 'Halo toolkit', email: 'halo-toolkit@example.com' },
  keywords: ['n8n-community-node-package', 'halopsa', 'haloitsm', 'halo'],
  files: ['dist'],
  scripts: { build: 'n8n-node build', lint: 'n8n-node lint', dev: 'n8n-node dev' },
  n8n: {
    n8nNodesApiVersion: 1,
    strict: true,
    credentials: ['dist/credentials/HaloOAuth2Api.credentials.js'],
    nodes: ['dist/nodes/Halo/Halo.node.js'],
  },
  devDependencies: { '@n8n/node-cli': '^0.48.3', eslint: '9.29.0', typescript: '5.9.3' },
  peerDependencies: { 'n8n-workflow': '*' },
});

const tsconfig: JsonObject = {
  compilerOptions: {
    strict: true,
    module: 'commonjs',
    moduleResolution: 'node',
    target: 'es2019',
    lib: ['es2022'],
    outDir: './dist/',
    declaration: true,
    sourceMap: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    skipLibCheck: true,
  },
  include: ['credentials/**/*', 'nodes/**/*', 'nodes/**/*.json', 'package.json'],
};

const codex: JsonObject = {
  node: 'n8n-nodes-halopsa.halo',
  nodeVersion: '1.0',
  codexVersion: '1.0',
  categories: ['Productivity', 'Communication'],
  resources: { primaryDocumentation: [{ url: 'https://halopsa.com/guides/' }] },
};

const propertiesSource = (resources: readonly NodeResource[]): string =>
  `import type { INodeProperties } from 'n8n-workflow';

export const properties: INodeProperties[] = ${literal(nodeProperties(resources))};
`;

function routesSource(resources: readonly NodeResource[]): string {
  const table = Object.fromEntries(
    resources.map((one) => {
      const json = Object.entries(one.writes).flatMap(([name, { type }]) =>
        /array|object/.test(String(type ?? 'object')) ? [name] : [],
      );
      return [one.resource.attribute, { ...routeOf(one), required: one.required, json }];
    }),
  );
  return `import type { Route } from './route';

export const routes: Record<string, Route> = ${literal(table)};
`;
}

/** A value as TypeScript in the style of n8n: tabs, single quotes, keys without quotes. */
const literal = (value: unknown): string =>
  JSON.stringify(value, null, '\t')
    .replace(/^(\t*)"(\w+)":/gm, '$1$2:')
    .replace(
      /"((?:[^"\\]|\\.)*)"/g,
      (_, text: string) => `'${text.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`,
    );
