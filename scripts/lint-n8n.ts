import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActionRegistry, exportN8n, writeExport } from 'halopsa-connector';

/**
 * Holds the exported n8n package against n8n's own linter for community nodes, and compiles it with n8n's own types. They are
 * installed into a folder of their own, since they bring two hundred packages and another compiler.
 */
const tools = {
  '@n8n/eslint-plugin-community-nodes': '0.32.0',
  eslint: '9.29.0',
  'n8n-workflow': '2.41.0',
  typescript: '5.9.3',
  'typescript-eslint': '8.35.0',
};

const config = `import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { parser } from 'typescript-eslint';
const { plugins, rules } = n8nCommunityNodesPlugin.configs.recommended;
const languageOptions = { parser, parserOptions: { extraFileExtensions: ['.json'] } };
export default [{ files: ['package/**/*.ts', 'package/package.json'], plugins, rules, languageOptions }];
`;

const folder = mkdtempSync(join(tmpdir(), 'halo-n8n-'));
try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', devDependencies: tools }));
  writeFileSync(join(folder, 'eslint.config.mjs'), config);
  await writeExport(join(folder, 'package'), exportN8n({ registry: new ActionRegistry(), version: '0.1.0' }));
  const run = (command: string, ...words: string[]): void => void execFileSync(command, words, { cwd: folder, stdio: 'inherit' });
  run('npm', 'install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel', 'error');
  run('npx', 'eslint', '--max-warnings', '0', 'package');
  run('npx', 'tsc', '--noEmit', '-p', 'package/tsconfig.json');
  console.log("The n8n package is clean by n8n's linter and compiles with n8n's types.");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
