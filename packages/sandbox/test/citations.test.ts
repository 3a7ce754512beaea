import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { behaviourFacts, findBehaviour, verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { behaviours } from '../src/behaviours/index.js';
import { recordedStatuses } from '../src/behaviours/recorded-statuses.js';
import { slowActions, slowLists } from '../src/behaviours/slow-lists.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** All TypeScript files below the folders of a package with this name. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules') && !name.startsWith('dist'))
    .map((name) => join(folder, name));

const tests = [...readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'test')), join(root, 'tests')].flatMap(
  (folder) => {
    try {
      return filesBelow(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  },
);

/** The ids that tests cite by `verifies('id', ...)`. */
const cited = tests
  .filter((file) => file !== fileURLToPath(import.meta.url))
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/verifies\(([^()]*)\)/g)].flatMap((call) =>
      [...call[1]!.matchAll(/'([^']+)'/g)].map((id) => ({ file, id: id[1]! })),
    ),
  );

describe('the behaviour manifest', () => {
  it('has every id once, in the form area.words, with a statement and its evidence', () => {
    expect(new Set(behaviourFacts.map((fact) => fact.id)).size).toBe(behaviourFacts.length);
    for (const { id, statement, evidence } of behaviourFacts) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(statement).toMatch(/\.$/);
      for (const section of evidence) expect(section).toMatch(/^(behaviour\.md \d+(\.\d+)?|behaviour-2026\.md [A-I]\d*b?)$/);
    }
  });

  it('knows every id that a test cites', () => {
    expect(cited.length).toBeGreaterThan(100);
    expect(cited.filter(({ id }) => !findBehaviour(id))).toEqual([]);
    expect(() => verifies('no.such-thing')).toThrow('no.such-thing');
  });

  it('knows every behaviour and every switch of the sandbox, each proven by a test', () => {
    const source = filesBelow(join(root, 'packages/sandbox/src'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const switches = [...source.matchAll(/switches\.on\('([^']+)'/g)].map((found) => found[1]!);
    const used = new Set([
      ...behaviours.flatMap((behaviour) => behaviour.ids),
      ...switches,
      recordedStatuses.id,
      slowLists.id,
      slowActions.id,
    ]);
    expect([...used].filter((id) => !findBehaviour(id))).toEqual([]);
    const proven = new Set(cited.map(({ id }) => id));
    expect([...used].filter((id) => !proven.has(id))).toEqual([]);
  });
});
