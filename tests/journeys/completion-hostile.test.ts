import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hostileTexts, runs } from 'halopsa-testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { halo } from '../../packages/cli/test/support/test-host.js';
import { launcher } from './support/halo-process.js';
import { hasProgram, openTerminal, type Shell, type Terminal } from './support/terminal.js';

let folder: string;
const traces = (): string[] => readdirSync(join(folder, 'traces'));
const payloads = (): string[] => hostileTexts.map((make, at) => make(`touch ${join(folder, 'traces', String(at))}`));

beforeAll(() => {
  if (!hasProgram('tmux')) throw new Error('These journeys need tmux, which is not installed: apt-get install tmux.');
  folder = mkdtempSync(join(tmpdir(), 'halo-hostile-'));
  for (const name of ['traces', 'bin', 'words']) mkdirSync(join(folder, name));
  // A halo that offers whatever stands in a file, and notes the words that it is run with.
  writeFileSync(
    join(folder, 'bin', 'halo'),
    `#!/bin/sh
case "$1" in
  __complete) exec cat '${folder}/candidates' ;;
  completion) exec '${process.execPath}' '${launcher}' "$@" ;;
esac
name=$1; shift
printf '%s\\0' "$@" > '${folder}/words/.draft'; mv '${folder}/words/.draft' '${folder}/words/'"$name"
`,
    { mode: 0o755 },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of traces()) rmSync(join(folder, 'traces', name));
  for (const name of readdirSync(join(folder, 'words'))) rmSync(join(folder, 'words', name));
});

/** The lines of a payload, as a server's text would reach a script that got it unfiltered. */
const linesOf = (payload: string): string[] => payload.split('\n').filter((line) => line.split('\t')[0] !== '');
const offer = (lines: readonly string[]): void =>
  writeFileSync(join(folder, 'candidates'), lines.map((line) => `${line}\tdescribed as ${line}\n`).join(''));
const wordsOf = (name: string): string[] =>
  readFileSync(join(folder, 'words', name), 'utf8')
    .split('\0')
    .slice(0, -1);

const lessons: Readonly<Record<Shell, string>> = {
  bash: `eval "$(halo completion bash)"; bind 'set page-completions off'; bind 'set completion-query-items 0'`,
  zsh: `autoload -U compinit; compinit -u -d "$HALO_STATE_DIR.zsh"; eval "$(halo completion zsh)"`,
  fish: 'halo completion fish | source',
};

async function taught(shell: Shell): Promise<Terminal> {
  const terminal = openTerminal({ PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }, { shell, columns: 200, rows: 150 });
  terminal.type(`PATH=${join(folder, 'bin')}:$PATH; `.replace(/^PATH=(.*):\$PATH/, shell === 'fish' ? 'set PATH $1 $PATH' : '$&'));
  terminal.type(`${lessons[shell]}; clear; echo ready`);
  terminal.press('Enter');
  await terminal.until(/^ready/m);
  return terminal;
}

async function noted(name: string): Promise<string[]> {
  for (let look = 0; look < 500; look += 1) {
    if (existsSync(join(folder, 'words', name))) return wordsOf(name);
    await pause(10);
  }
  return ['(the line was never run)'];
}

describe('a candidate that a shell would run', () => {
  it('is one word with its own text on the line of bash, whatever stands in it', () => {
    const lines = payloads().flatMap(linesOf);
    offer(lines);
    const driver = `eval "$(halo completion bash)"
COMP_WORDS=(halo teams get ''); COMP_CWORD=3; _halo
at=0; for reply in "\${COMPREPLY[@]}"; do eval "halo $at $reply"; at=$((at+1)); done`;
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, LC_ALL: 'C.UTF-8' };
    execFileSync('bash', ['--norc', '-c', driver], { env, stdio: 'pipe' });
    expect(traces()).toEqual([]);
    expect(lines.map((_, at) => wordsOf(String(at)))).toEqual(lines.map((line) => [line.split('\t')[0]]));
  });

  it.each(Object.keys(lessons) as Shell[])('does not run in %s, neither when listed nor when chosen and sent', async (shell) => {
    if (!hasProgram(shell)) throw new Error(`${shell} is not installed: apt-get install ${shell}.`);
    const terminal = await taught(shell);
    try {
      offer(payloads().flatMap(linesOf));
      terminal.type('halo teams get ');
      terminal.press('Tab');
      terminal.press('Tab');
      await terminal.until(/touch/);
      // A terminal throws away what was typed before it has acted on the key.
      terminal.press('C-c');
      await pause(100);
      terminal.type('clear; echo again');
      terminal.press('Enter');
      await terminal.until(/^again/m);
      const chosen = payloads()
        .flatMap(linesOf)
        .filter((_, at, all) => at % Math.ceil(all.length / runs(16, 1000)) === 0);
      const wrong: unknown[] = [];
      for (const [at, line] of chosen.entries()) {
        offer([line]);
        terminal.type(`halo ${at} `);
        terminal.press('Tab');
        terminal.press('Enter');
        const words = await noted(String(at));
        // fish keeps what begins with a dot to itself until one is typed, as it does with files.
        const expected = shell === 'fish' && line.startsWith('.') ? '' : line.split('\t')[0];
        if (JSON.stringify(words) !== JSON.stringify([expected])) wrong.push({ line, words });
      }
      expect(traces()).toEqual([]);
      expect(wrong).toEqual([]);
    } finally {
      terminal.close();
    }
  });
});

describe('ids and names that a server sends', () => {
  let server: Server;
  let env: Record<string, string>;
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json');
      if (request.url?.endsWith('/token'))
        return response.end(JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 3600 }));
      const rows = payloads().flatMap((text, at) => [
        { id: text, name: text },
        { id: at + 1, name: text },
      ]);
      return response.end(JSON.stringify(rows));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    writeFileSync(
      join(folder, 'config.yaml'),
      JSON.stringify({
        aliases: Object.fromEntries(payloads().map((text) => [text, text])),
        profiles: Object.fromEntries(payloads().map((text) => [text, {}])),
      }),
      { mode: 0o600 },
    );
    env = {
      HALO_TENANT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      HALO_CLIENT_ID: 'a',
      HALO_CLIENT_SECRET: 'b',
      HALO_CONFIG: join(folder, 'config.yaml'),
      HALO_STATE_DIR: join(folder, 'state'),
    };
  });
  afterAll(() => server.close());

  it.each([
    ['ids', ['teams', 'get', '']],
    ['ids of a flag', ['tickets', 'list', '--team-id', '']],
    ['aliases', ['']],
    ['profiles', ['--profile', '']],
  ])('are no %s unless every shell takes them for themselves', async (_, words) => {
    for (const turn of ['asked', 'remembered']) {
      const { exit, stdout } = await halo(['__complete', '--', ...words], { env });
      expect({ turn, exit }).toEqual({ turn, exit: 0 });
      const lines = stdout.split('\n').slice(0, -1);
      expect(lines.filter((line) => !/^[\w.:/+-]+\t[^\p{Cc}\u202a-\u202e]*$/u.test(line))).toEqual([]);
    }
  });

  it.each(Object.keys(lessons) as Shell[])('do not run in %s on Tab', async (shell) => {
    const terminal = openTerminal(env, { shell, columns: 150, rows: 100 });
    try {
      terminal.type(`${lessons[shell]}; clear; echo ready`);
      terminal.press('Enter');
      await terminal.until(/^ready/m);
      terminal.type('halo teams get ');
      terminal.press('Tab');
      terminal.press('Tab');
      await terminal.until(/\b67\b/);
      expect(traces()).toEqual([]);
    } finally {
      terminal.close();
    }
  });
});
