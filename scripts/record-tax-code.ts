/**
 * Records the job of docs/bulk.md in a real terminal against a sandbox and writes it as an asciicast, which asciinema and most pages
 * that show recordings can play: `npm run record`. Needs script(1), which every Linux has.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSandbox } from 'halopsa-sandbox';

const [width, height] = [100, 30];
const target = join(import.meta.dirname, '../docs/recordings/tax-code.cast');
const launcher = join(import.meta.dirname, '../packages/cli/bin/halo.js');
const prompt = '\u001b[1m$\u001b[0m ';

/** What is typed, and what it ends with. */
const steps: readonly (readonly [typed: string, until: string])[] = [
  ['head -3 tax.csv; wc -l tax.csv', prompt],
  [
    'halo bulk plan clients tax.csv --match id --set "item_tax_code=20% (Sales)" --out tax.plan',
    prompt,
  ],
  ['halo bulk apply tax.plan --verify all', 'to go ahead'],
  ['4000', prompt],
  ['halo bulk status tax.plan', prompt],
  ['halo bulk undo tax.plan --out undo.plan', prompt],
  ['halo bulk apply undo.plan', 'to go ahead'],
  ['4000', prompt],
];

type Event = [seconds: number, kind: 'o', text: string];

/** What the terminal shows, with the seconds since the start; no pause lasts longer than a person waits. */
function eventsOf(timing: string, output: Buffer): Event[] {
  const events: Event[] = [];
  // The first line of the file is script's own.
  let at = output.indexOf('\n') + 1;
  let seconds = 0;
  for (const [, delay = '', bytes = ''] of timing.matchAll(/^(\S+) (\d+)$/gm)) {
    seconds += Math.min(Number(delay), 1.5);
    events.push([
      Number(seconds.toFixed(3)),
      'o',
      output.subarray(at, at + Number(bytes)).toString('utf8'),
    ]);
    at += Number(bytes);
  }
  return events;
}

/** Types as a person does, and waits for what comes. */
async function play(terminal: ChildProcess, shown: () => string): Promise<void> {
  await until(() => shown().endsWith(prompt));
  for (const [typed, ends] of steps) {
    for (const character of typed) {
      terminal.stdin!.write(character);
      await pause(25);
    }
    const before = shown().length;
    terminal.stdin!.write('\r');
    await until(() => shown().slice(before).includes(ends));
    await pause(900);
  }
  terminal.stdin!.end('exit\r');
}

async function until(holds: () => boolean): Promise<void> {
  for (let look = 0; look < 6000 && !holds(); look += 1) await pause(10);
  if (!holds()) throw new Error('The terminal never showed what was waited for.');
}

const folder = mkdtempSync(join(tmpdir(), 'halo-recording-'));
const sandbox = createSandbox({ seed: 'small', latencyMs: 150 });
const server = await sandbox.serve();
try {
  const ids = Array.from(
    { length: 4000 },
    (_, at) => sandbox.control.put('clients', { name: `Client ${at + 1}`, item_tax_code: 2 }).id,
  );
  writeFileSync(join(folder, 'tax.csv'), `id\n${ids.join('\n')}\n`);
  writeFileSync(
    join(folder, 'halo'),
    `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`,
    { mode: 0o755 },
  );
  const env = {
    PATH: `${folder}:${process.env.PATH}`,
    HOME: folder,
    TERM: 'xterm-256color',
    LC_ALL: 'C.UTF-8',
    PS1: '\\[\\e[1m\\]$\\[\\e[0m\\] ',
    HALO_CONFIG: join(folder, 'config.yaml'),
    HALO_STATE_DIR: join(folder, 'state'),
    HALO_TENANT_URL: server.url,
    HALO_CLIENT_ID: 'sandbox',
    HALO_CLIENT_SECRET: 'sandbox',
  };
  const files = { timing: join(folder, 'timing'), output: join(folder, 'output') };
  const shell = `stty cols ${width} rows ${height}; exec bash --norc --noprofile`;
  const terminal = spawn(
    'script',
    ['-q', '-f', '-c', shell, '-T', files.timing, '-O', files.output],
    { env, cwd: folder },
  );
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  const ended = new Promise((resolve) => terminal.once('close', resolve));
  await play(terminal, () => shown);
  await ended;
  const header = { version: 2, width, height, title: 'One tax code for 4,000 clients, and back' };
  const lines = [
    header,
    ...eventsOf(readFileSync(files.timing, 'utf8'), readFileSync(files.output)),
  ];
  writeFileSync(target, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  console.log(
    `${lines.length} lines in ${target.slice(join(import.meta.dirname, '..').length + 1)}`,
  );
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
