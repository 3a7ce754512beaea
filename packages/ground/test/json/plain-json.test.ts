import { parseAnswer, parsePlain } from 'halopsa-ground';
import { expect, test } from 'vitest';

test.each(['12345678901234567890', '123456789.123456789', '123456789.123456789e2', '1e400', '1e-400', '9007199254740993'])(
  'the number %s, which a double does not hold, comes as its text',
  (number) => {
    expect(parsePlain(`{"a":${number}}`)).toBeUndefined();
    expect(parseAnswer(`{"a":${number}}`)).toEqual({ a: number });
  },
);

test.each(['0', '-1.5', '1.5e3', '2.50', '123456789012.25', '-0'])('the number %s is read as it is', (number) => {
  expect(parsePlain(`[${number}]`)).toEqual({ value: JSON.parse(`[${number}]`) });
});

test('a long number is found at any place of a text, among shorter ones', () => {
  for (let offset = 0; offset < 70; offset += 1) {
    const text = `["${'-'.repeat(offset)}",123456789012345,"1234567",12345678901234567890, 1234567]`;
    expect(parsePlain(text), text).toBeUndefined();
    expect(parsePlain(text.replace('12345678901234567890', '123456789012345')), text).toBeDefined();
  }
});
