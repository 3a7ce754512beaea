import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { createSandbox } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { halo } from '../../packages/cli/test/support/test-host.js';
import { toolsOf } from '../../packages/connector/test/support/stdio-client.js';
import { readText, root } from '../architecture/workspace.js';
import { kindOf, pages, type Snippet, snippetsOf } from './snippets.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-docs-'));
const bin = join(root, 'node_modules', '.bin');
const sandbox = createSandbox({ seed: 'demo' });
let tenantUrl = '';
let stop: () => Promise<void> = async () => {};

interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** What every command needs to reach the sandbox. */
const settings = (): Record<string, string> => ({
  HALO_TENANT_URL: tenantUrl,
  HALO_CLIENT_ID: 'sandbox',
  HALO_CLIENT_SECRET: 'sandbox',
  HALO_CONFIG: join(folder, 'config.yaml'),
  // All pages together ask for more than the budget of one window, and would wait for the next.
  HALO_RATE_LIMIT: 'off',
});

const environment = (): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  NODE_OPTIONS: '',
  HOME: folder,
  PATH: `${bin}:${process.env.PATH}`,
  ...settings(),
});

/** Runs a program in the snippets' folder, pointed at the sandbox; `until` ends it once it has printed that. */
function run(command: string, options: readonly string[], until?: RegExp): Promise<Finished> {
  const env = environment();
  const child = spawn(command, options, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (text: Buffer): void => {
    output += text;
    // Once only: a second signal would not let it end in order.
    if (!child.killed && until?.test(output)) child.kill('SIGINT');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };

function fileFor(snippet: Snippet): string {
  const name = `${snippet.page.replace(/\W/g, '-')}-${snippet.line}.${snippet.language === 'js' ? 'mjs' : 'mts'}`;
  writeFileSync(join(folder, name), snippet.text);
  return name;
}

/** A program runs without its types, which the compiler has checked for all of them at once: a loader would cost more than it. */
async function runProgram(snippet: Snippet): Promise<void> {
  const name = fileFor(snippet).replace(/mts$/, 'mjs');
  if (snippet.language === 'ts') writeFileSync(join(folder, name), transformSync(snippet.text, { loader: 'ts', target: 'node20' }).code);
  const { code, output } = await run(process.execPath, [name]);
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
}

/**
 * The words of each line where a snippet is nothing but commands of `halo`, and quotes are all that a shell would read in it: these
 * run in this process, since a process for each line would take most of the time of this file.
 */
function plainCommands(text: string): string[][] | undefined {
  const lines = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  const isPlain = (line: string): boolean => /^halo( ('[^']*'|"[^"$`\\!]*"|[\w@%+=:,./-])+)+$/.test(line);
  return lines.every(isPlain) ? lines.map((line) => wordsOf(line).slice(1)) : undefined;
}

const wordsOf = (line: string): string[] =>
  (line.match(/('[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double),
  );

async function runHere(argv: readonly string[]): Promise<void> {
  const { exit, ...said } = await halo(argv, { env: { HOME: folder, HALO_STATE_DIR: join(folder, '.halopsa', 'state'), ...settings() } });
  expect({ argv, exit, said: exit === 0 ? {} : said }).toEqual({ argv, exit: 0, said: {} });
}

async function runShell(snippet: Snippet): Promise<void> {
  const commands = plainCommands(snippet.text);
  if (commands) return commands.reduce((before, argv) => before.then(() => runHere(argv)), Promise.resolve());
  const { code, output } = await run('bash', ['-euo', 'pipefail', '-c', snippet.text]);
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
}

/** A server runs until it is stopped: it is started as written, on a free port, and stopped once it says how to reach it. */
async function runServer(snippet: Snippet): Promise<void> {
  const { code, output } = await run('bash', ['-euc', `exec ${snippet.text.trim()} --port 0`], /HALO_CLIENT_SECRET=/);
  expect({ code, url: /HALO_TENANT_URL=http:\/\/127\.0\.0\.1:\d+/.test(output) }).toEqual({ code: 0, url: true });
}

/** Commands of the workspace itself cannot run inside its own test; each must exist, and .ci/run runs those of the README. */
async function checkWorkspaceCommands(snippet: Snippet): Promise<void> {
  const commands = snippet.text.split(/\n|&&/).map((line) => line.replace(/#.*/, '').trim());
  for (const command of commands.filter((line) => line !== '')) {
    const script = /^npm run ([\w:-]+)/.exec(command)?.[1] ?? (/^npm test\b/.test(command) ? 'test' : undefined);
    if (script) expect(scripts[script], command).toBeTypeOf('string');
    else if (command === '.ci/run') expect(existsSync(join(root, '.ci', 'run'))).toBe(true);
    else expect(command).toMatch(/^npm ci$|^npx vitest run [\w/.-]+$|^npx biome check --write( [\w/.-]+)?$/);
  }
}

/** A configuration file is put where `halo` reads it, and must be accepted. */
async function useConfig(snippet: Snippet): Promise<void> {
  expect(Object.keys(parse(snippet.text) as object)).toEqual(expect.arrayContaining(['tenant_url', 'client_id', 'client_secret']));
  writeFileSync(join(folder, 'config.yaml'), snippet.text, { mode: 0o600 });
  const { code, output } = await run('halo', ['clients', 'get', '12']);
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
}

/** The settings of an assistant start a server, which answers and names its tools. */
async function startServers(snippet: Snippet): Promise<void> {
  const { mcpServers, servers = mcpServers } = JSON.parse(snippet.text) as Record<
    string,
    Record<string, { command: string; args: string[] }>
  >;
  expect(Object.keys(servers ?? {})).toEqual(['halo']);
  for (const { command, args } of Object.values(servers ?? {}))
    expect((await toolsOf({ command, args, env: environment(), cwd: folder })).length).toBeGreaterThan(5);
}

const runners: Readonly<Record<string, (snippet: Snippet) => Promise<void>>> = {
  ts: runProgram,
  js: runProgram,
  bash: runShell,
  sh: runShell,
  'bash server': runServer,
  'bash workspace': checkWorkspaceCommands,
  'yaml config': useConfig,
  'json mcp': startServers,
};

/** Drawings and outputs, which nobody can run. */
const inert = ['text'];

beforeAll(async () => {
  const server = await sandbox.serve();
  tenantUrl = server.url;
  stop = () => server.close();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, '.halopsa'));
  process.chdir(folder);
});

afterAll(async () => {
  process.chdir(root);
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const snippets = pages()
  .flatMap(snippetsOf)
  .filter((snippet) => !inert.includes(kindOf(snippet)));

test('every page is read and every fence says what it is', () => {
  expect(pages()).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/client.md']));
  expect(snippets.length).toBeGreaterThan(20);
  expect(
    snippets.filter((snippet) => !(kindOf(snippet) in runners)).map(({ page, line, language }) => `${page}:${line} ${language}`),
  ).toEqual([]);
});

test('TypeScript snippets compile in a strict project', async () => {
  const files = snippets.filter(({ language }) => language === 'ts').map(fileFor);
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck'];
  const target = ['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2023,esnext.disposable', '--types', 'node'];
  const { output } = await run('tsc', [...strict, ...target, ...files]);
  expect(output).toBe('');
});

describe.each(pages())('%s', (page) => {
  const own = snippets.filter((snippet) => snippet.page === page);
  test.each(own.map((snippet) => [`line ${snippet.line}: ${kindOf(snippet)}`, snippet] as const))('%s', async (_, snippet) => {
    await (runners[kindOf(snippet)] ?? Promise.reject)(snippet);
  });
  if (own.length === 0) test('has no snippets', () => expect(own).toEqual([]));
});

test('internal links lead somewhere', () => {
  for (const page of pages()) {
    for (const [, target = ''] of readText(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      expect(existsSync(join(root, page, '..', target)), `${page}: ${target}`).toBe(true);
    }
  }
});

test('paths that a page names exist', () => {
  const named = pages().flatMap((page) =>
    [...readText(page).matchAll(/`((?:packages|tests|scripts|bench|examples|decisions|docs)\/[\w./-]+)`/g)].map((found) => ({
      page,
      path: found[1] ?? '',
    })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});
