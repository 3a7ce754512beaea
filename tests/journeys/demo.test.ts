import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const demo = fileURLToPath(new URL('../../examples/demo.js', import.meta.url));

describe('npm run demo', () => {
  it('tours the tool without an account and stops what it started', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo], { timeout: 110_000 });
    for (const shown of [
      /^\$ halo tickets list --open-only --limit 10\nid +summary/m,
      /^Created ticket \d+\.$/m,
      /^Created action \d+\.$/m,
      /^Updated ticket \d+\.$/m,
      /^Deleted ticket \d+\.$/m,
      /^(\d+) of \1$/m,
      /item_tax_code none -> 1/,
      /^0 of \d+ clients have another tax code/m,
      /npx halo configure/,
    ]) {
      expect(stdout).toMatch(shown);
    }
    expect(stderr).toMatch(/The sandbox has stopped\.\n$/);
  }, 120_000);
});
