import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Names the home in the environment, since files that share a worker share its modules. */
const variable = 'TEST_FILE_HOME';

/** A folder for configuration and state of the running test file alone. What goes on after its end gets none. */
export function ownHome(): string {
  const home = process.env[variable];
  if (home === undefined) throw new Error('No test file is running that this home could belong to.');
  return home;
}

const home = mkdtempSync(join(tmpdir(), 'halo-home-'));
process.env[variable] = home;
afterAll(() => {
  delete process.env[variable];
  rmSync(home, { recursive: true, force: true });
});
