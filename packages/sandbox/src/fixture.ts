import type { Control } from './control/levers.js';
import type { SandboxOptions } from './options.js';
import { createSandbox, type Sandbox } from './sandbox.js';
import type { RunningServer } from './server.js';

type Hook = (run: () => void | Promise<void>) => void;

/** The hooks of a test runner: those of vitest and jest, or those of node:test, which name the outer ones without `All`. */
export interface TestHooks {
  readonly beforeAll?: Hook;
  readonly afterAll?: Hook;
  readonly before?: Hook;
  readonly after?: Hook;
  readonly beforeEach: Hook;
}

/** How the sandbox of a test file is. */
export interface FixtureOptions extends SandboxOptions {
  /** True keeps what a test has changed for the tests after it; by default every test starts from the seed. */
  readonly keep?: boolean;
}

/** A sandbox that listens while the tests of a file run. */
export interface SandboxFixture {
  /** The tenant URL for clients; there is none before the first hook has run. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly control: Control;
  /** Answers in process, without the port. */
  readonly fetch: Sandbox['fetch'];
}

/**
 * Starts a sandbox before the tests of a file and stops it after them; before each test it is brought back to its seed.
 * The seed is `small` unless the options say otherwise. Throws where the hooks of the runner are not whole.
 */
export function useSandbox(hooks: TestHooks, options: FixtureOptions = {}): SandboxFixture {
  const { keep = false, ...sandboxOptions } = options;
  const start = hooks.beforeAll ?? hooks.before;
  const stop = hooks.afterAll ?? hooks.after;
  if (!start || !stop)
    throw new TypeError(
      'useSandbox needs the hooks { beforeAll, afterAll, beforeEach }, or { before, after, beforeEach } of node:test.',
    );
  const sandbox = createSandbox({ seed: 'small', ...sandboxOptions });
  let server: RunningServer | undefined;
  start(async () => {
    server = await sandbox.serve();
  });
  if (!keep) hooks.beforeEach(() => sandbox.control.reset());
  stop(async () => {
    await server?.close();
    server = undefined;
  });
  const [application] = options.applications ?? [];
  return {
    get url(): string {
      if (server) return server.url;
      throw new Error(
        'The sandbox listens while tests run: read its url inside a test or a hook, not while the file is loaded.',
      );
    },
    clientId: application?.clientId ?? 'sandbox',
    clientSecret: application?.clientSecret ?? 'sandbox',
    control: sandbox.control,
    fetch: sandbox.fetch,
  };
}
