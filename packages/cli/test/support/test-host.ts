import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { ownHome } from '../../../../tests/own-home.js';
import type { Host } from '../../src/host.js';
import { run } from '../../src/run.js';

/** What a command line said and how it ended. */
export interface Spoken {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A terminal-less host that remembers what was written to it. */
export interface TestHost extends Host {
  readonly written: { stdout: string; stderr: string };
}

export interface TestHostOptions {
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly columns?: number;
  readonly terminal?: boolean;
}

export function testHost({ env = {}, input = '', columns, terminal = false }: TestHostOptions = {}): TestHost {
  const home = env['HOME'] || ownHome();
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr'): Host['stdout'] => {
    const stream = new PassThrough({ encoding: 'utf8' });
    stream.on('data', (text: string) => {
      written[name] += text;
    });
    return Object.assign(stream, { isTTY: terminal, ...(columns === undefined ? {} : { columns }) });
  };
  return {
    stdin: Object.assign(Readable.from([input]), { isTTY: terminal }),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: { HALO_CONFIG: join(ownHome(), 'config.yaml'), HALO_STATE_DIR: join(ownHome(), 'state'), ...env },
    home,
    signal: new AbortController().signal,
    written,
  };
}

/** Runs a command line in this process. */
export async function halo(argv: readonly string[], options: TestHostOptions = {}): Promise<Spoken> {
  const host = testHost(options);
  const exit = await run(argv, host);
  return { exit, ...host.written };
}
