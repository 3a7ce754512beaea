import { createSandbox, type Sandbox, type SandboxOptions } from 'halopsa-sandbox';
import { halo as inProcess, type Spoken, type TestHostOptions } from '../../../packages/cli/test/support/test-host.js';
import { type Ended, type HaloOptions, halo as launch } from './halo-process.js';

/** A sandbox on a port and the `halo` command pointed at it. */
export interface Tenant {
  readonly sandbox: Sandbox;
  readonly env: Record<string, string>;
  /** Runs a command line in this process. */
  halo(line: string | readonly string[], options?: TestHostOptions): Promise<Spoken>;
  /** Runs the built command in a process of its own, for what only a process shows: signals, streams, its folder, its end. */
  launch(line: string | readonly string[], options?: HaloOptions): Promise<Ended>;
  /** Requests below /api since the last call. */
  requests(): string[];
  close(): Promise<void>;
}

export async function startTenant(options: SandboxOptions = {}): Promise<Tenant> {
  const sandbox = createSandbox(options);
  const server = await sandbox.serve();
  const env = { HALO_TENANT_URL: server.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' };
  return {
    sandbox,
    env,
    halo: (line, more = {}) => inProcess(argvOf(line), { ...more, env: { ...env, ...more.env } }),
    launch: (line, more = {}) => launch(argvOf(line), { ...more, env: { ...env, ...more.env } }),
    requests() {
      const seen = sandbox.control.requestLog.list().filter(({ operation }) => operation !== 'token');
      sandbox.control.requestLog.clear();
      return seen.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);
    },
    close: () => server.close(),
  };
}

const argvOf = (line: string | readonly string[]): readonly string[] => (typeof line === 'string' ? words(line) : line);

/** The words of a command line as a shell would split it: single and double quotes keep a word together. */
export const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain ?? '');
