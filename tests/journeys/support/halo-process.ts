import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownHome } from '../../own-home.js';

/** The launcher that npm links as `halo`; it runs the build. */
export const launcher: string = fileURLToPath(new URL('../../../packages/cli/bin/halo.js', import.meta.url));

/** What a process said and how it ended. */
export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HaloOptions {
  readonly env?: Record<string, string>;
  readonly input?: string;
  /** The folder that it runs in. */
  readonly cwd?: string;
  /** Called with the running process, to signal it or to watch it. */
  readonly during?: (child: ChildProcess) => void;
}

/** The variables that keep configuration and state in the home of this test file. */
export const homeOf = (): Record<string, string> => ({
  HALO_CONFIG: join(ownHome(), 'config.yaml'),
  HALO_STATE_DIR: join(ownHome(), 'state'),
});

/** Runs the built `halo` as a shell without a terminal would; nothing of the caller's own configuration reaches it. */
export function halo(argv: readonly string[], { env = {}, input = '', cwd, during }: HaloOptions = {}): Promise<Ended> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(HALO_|NO_COLOR|FORCE_COLOR|NODE_)/.test(name)));
  const child = spawn(process.execPath, [launcher, ...argv], {
    env: { ...own, ...homeOf(), ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (said[name] += text));
  child.stdin.on('error', () => undefined).end(input);
  during?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, ...said }));
  });
}

/** Asks a command that serves to end as soon as it says where it does, and any other after this many milliseconds. */
export const endsAfterStart =
  (longestMs: number) =>
  (child: ChildProcess): void => {
    let said = '';
    const stop = (): boolean => child.kill('SIGTERM');
    const timer = setTimeout(stop, longestMs).unref();
    child.once('close', () => clearTimeout(timer));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        const before = said;
        said += String(text);
        if (isServing.test(said) && !isServing.test(before)) stop();
      });
    }
  };

const isServing = /http:\/\/127\.0\.0\.1:\d+/;
