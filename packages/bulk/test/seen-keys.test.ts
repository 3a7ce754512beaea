import fc from 'fast-check';
import { propertyRuns } from 'halopsa-testkit';
import { expect, test } from 'vitest';
import { SeenKeys } from '../src/matching/seen-keys.js';

test('every key is told by the line on which it came first, whether keys lie close together or far apart', () => {
  const close = fc.integer({ min: -5, max: 3000 });
  const far = fc.oneof(fc.maxSafeNat(), fc.integer(), fc.double({ noNaN: true }), fc.string());
  const keys = fc.array(fc.oneof(close, far), { maxLength: 400 });
  fc.assert(
    fc.property(keys, (given) => {
      const seen = new SeenKeys();
      const first = new Map<string | number, number>();
      for (const [at, key] of [...given, ...given].entries()) {
        expect(seen.before(key, at + 1)).toBe(first.get(key));
        if (!first.has(key)) first.set(key, at + 1);
      }
    }),
    propertyRuns(200, 5000),
  );
});
