import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A stream of output with what the command line wants to know of a terminal. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** The stream of input. */
type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Everything outside that a command may touch, so that it runs in a test as it does in a terminal. */
export interface Host {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Aborted when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
  /** Told before a write is sent: from then on the command goes on although nobody reads what it says. */
  readonly onWrite?: (() => void) | undefined;
}

/** The host that this process is. */
export function processHost(signal: AbortSignal, onWrite?: () => void): Host {
  const { stdin, stdout, stderr, env } = process;
  return {
    stdin,
    stdout,
    stderr,
    env,
    home: env['HOME'] || env['USERPROFILE'] || homeOfUser(),
    signal,
    onWrite,
  };
}

/** A folder that nobody can make stands for one that nobody has, so that whoever needs it says which variable names another. */
function homeOfUser(): string {
  try {
    return homedir() || userInfo().homedir || noHome;
  } catch {
    return noHome;
  }
}

const noHome = '/dev/null/no-home-folder';

/** The environment for programs that halo starts, without what only halo has to know. */
export const environmentForOthers = ({ env }: Host): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^HALO_.*(SECRET|KEY|TOKEN|PASSWORD)/.test(name)),
  );

/** Whether questions can be asked: they are read from the input and shown beside the errors, never among the results. */
export const isInteractive = (host: Host): boolean =>
  host.stdin.isTTY === true && host.stderr.isTTY === true;

/** A place in the folder of what is remembered between runs: `HALO_STATE_DIR`, or `.halopsa/state` in the home folder. */
export const statePath = (host: Host, ...parts: string[]): string =>
  join(host.env['HALO_STATE_DIR'] || join(host.home, '.halopsa', 'state'), ...parts);
