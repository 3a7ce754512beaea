import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ActionRegistry, exportN8n, writeExport } from 'halopsa-connector';
import { createSandbox } from 'halopsa-sandbox';

/**
 * Holds the exported n8n package against n8n itself: its linter for community nodes, its types, and its engine, in which both our node
 * and n8n's own node for HaloPSA work against a sandbox. All of n8n is installed into a folder of its own, since it brings hundreds of
 * packages and another compiler.
 */
const lintTools = {
  '@n8n/eslint-plugin-community-nodes': '0.32.0',
  eslint: '9.29.0',
  'n8n-workflow': '2.41.0',
  typescript: '5.9.3',
  'typescript-eslint': '8.35.0',
};

/** The newest engine that runs on Node 20. */
const engineTools = { 'n8n-core': '1.122.48', 'n8n-workflow': '1.120.31' };
const officialNodes = 'n8n-nodes-base@2.41.2';

const config = `import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { parser } from 'typescript-eslint';
const { plugins, rules } = n8nCommunityNodesPlugin.configs.recommended;
const languageOptions = { parser, parserOptions: { extraFileExtensions: ['.json'] } };
export default [{ files: ['package/**/*.ts', 'package/package.json'], plugins, rules, languageOptions }];
`;

const runIn =
  (cwd: string) =>
  (command: string, ...words: string[]): void =>
    void execFileSync(command, words, { cwd, stdio: 'inherit' });

function install(folder: string, devDependencies: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', devDependencies }),
  );
  const quiet = [
    '--ignore-scripts',
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
    '--loglevel',
    'error',
  ];
  runIn(folder)('npm', 'install', ...quiet);
}

/** n8n's own node for HaloPSA alone, out of the package that has all of n8n's nodes. */
function takeOfficialNode(folder: string): void {
  const run = runIn(folder);
  run('npm', 'pack', officialNodes, '--silent');
  mkdirSync(join(folder, 'official'));
  const wanted = [
    'package/package.json',
    'package/dist/nodes/HaloPSA',
    'package/dist/credentials/HaloPSAApi.credentials.js',
  ];
  run(
    'tar',
    'xzf',
    `${officialNodes.replace('@', '-')}.tgz`,
    '-C',
    'official',
    '--strip-components',
    '1',
    ...wanted,
  );
  const file = join(folder, 'official', 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
  const n8n = {
    nodes: ['dist/nodes/HaloPSA/HaloPSA.node.js'],
    credentials: ['dist/credentials/HaloPSAApi.credentials.js'],
  };
  writeFileSync(file, JSON.stringify({ ...manifest, n8n }));
}

async function lint(folder: string): Promise<void> {
  install(folder, lintTools);
  writeFileSync(join(folder, 'eslint.config.mjs'), config);
  await writeExport(
    join(folder, 'package'),
    exportN8n({ registry: new ActionRegistry(), version: '0.1.0' }),
  );
  const run = runIn(folder);
  run('npx', 'eslint', '--max-warnings', '0', 'package');
  run('npx', 'tsc', '-p', 'package/tsconfig.json');
  console.log("The n8n package is clean by n8n's linter and compiles with n8n's types.");
}

async function runEngine(folder: string, built: string): Promise<void> {
  install(folder, engineTools);
  cpSync(built, join(folder, 'package'), { recursive: true });
  cpSync(join(import.meta.dirname, 'n8n'), folder, { recursive: true });
  takeOfficialNode(folder);
  const server = await createSandbox({ seed: 'demo' }).serve();
  try {
    const env = { ...process.env, HALO_URL: server.url, N8N_USER_FOLDER: folder, HOME: folder };
    const { stdout } = await promisify(execFile)(process.execPath, ['run.cjs'], {
      cwd: folder,
      env,
      timeout: 180_000,
    });
    process.stdout.write(stdout.replaceAll(/^(?!In n8n's).*\n/gm, ''));
  } finally {
    await server.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'halo-n8n-'));
try {
  await lint(join(folder, 'lint'));
  await runEngine(join(folder, 'engine'), join(folder, 'lint', 'package'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
