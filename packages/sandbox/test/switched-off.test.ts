import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runs } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { behaviours } from '../src/behaviours/index.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const self = fileURLToPath(import.meta.url);

/** Everything that can be switched off: each behaviour by its first id. */
const switches = (): string[] => [...new Set(behaviours.filter(({ optional }) => !optional).map(({ ids }) => ids[0]))].sort();

/** Test files of the sandbox that cite a behaviour. */
const citing = (id: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts') && join(folder, name) !== self)
    .filter((name) => new RegExp(`verifies\\([^()]*'${id.replace('.', '\\.')}'`).test(readFileSync(join(folder, name), 'utf8')))
    .map((name) => join(folder, name));

/** Runs the citing tests with the behaviour off; true where one of them fails, as it should. */
function failsWithout(id: string): Promise<boolean> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const pattern = `[\\[ ]${id.replace('.', '\\.')}[\\] ]`;
  const env = { ...process.env, SANDBOX_SWITCHED_OFF: id };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vitest, 'run', '--root', root, '-t', pattern, ...citing(id)], { env, stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code !== 0));
  });
}

const all = switches();
/** Citing tests of other packages are theirs to prove. */
const provenHere = all.filter((id) => citing(id).length > 0);

describe('a behaviour that is switched off', () => {
  it('is known by its citations', () => {
    expect(all.length).toBeGreaterThan(40);
    expect(provenHere.length).toBeGreaterThan(40);
  });

  // One after the other, each in a process of its own; the short suite takes samples from over the whole list.
  const wanted = runs(2, provenHere.length);
  const sample = provenHere.filter((_, index) => index % Math.ceil(provenHere.length / wanted) === 0);
  it.each(sample)(
    'fails the tests that cite it: %s',
    async (id) => {
      expect(await failsWithout(id)).toBe(true);
    },
    300_000,
  );
});
