import fc from 'fast-check';
import { textOfWorkbook, workbookText } from 'halopsa-ground';
import { propertyRuns } from 'halopsa-testkit';
import { expect, test } from 'vitest';

test('a text of a workbook is read as it was, whatever its characters', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^(_x[0-9A-Fa-f]{0,4}_?|\r|x)*$/));
  fc.assert(
    fc.property(texts, (text) => {
      expect(textOfWorkbook(workbookText(text))).toBe(text);
    }),
    propertyRuns(500, 20_000),
  );
});

test.each(['constructor', '__proto__', 'toString'])('%s, which is a name in every object, is written otherwise', (text) => {
  expect(workbookText(text) in {}).toBe(false);
  expect(textOfWorkbook(workbookText(text))).toBe(text);
});

test.each([
  ['a\u0001b', 'a_x0001_b'],
  ['a\rb', 'a_x000D_b'],
  ['_x0041_', '_x005F_x0041_'],
  ['a\tb\nc', 'a\tb\nc'],
])('%j is written as %j', (text, written) => expect(workbookText(text)).toBe(written));
