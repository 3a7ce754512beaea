import { bytesOf } from './carried-readings.js';

/** One form in which a secret may stand in a text, as the readings of the text show it. */
export interface Form {
  readonly text: string;
  /** Whether it is looked for among letters and digits alone. */
  readonly isCompact: boolean;
  /** Whether the signs of base64 around it belong to it: they hold parts of its first and last byte. */
  readonly isBase64: boolean;
  /** As many of its first signs, where a text breaks off behind them, give it away; undefined where none do. */
  readonly shortestCut: number | undefined;
  /** Whether it is found only where no letter or digit stands beside it: a short one is a part of many a word. */
  readonly isWord: boolean;
}

/**
 * From this length on a secret is looked for in all forms, with any separators in it and cut at the end. A shorter one is looked for as a
 * word of its own, as it is and in base64.
 */
const longEnough = 8;
/** As many signs of a secret, or of its base64, are not found by chance. */
const shortestPart = 6;
/** As many letters and digits, whatever stands between them, are not found by chance. */
const shortestOdd = 12;

/** The forms of secrets. Readings undo escapes, so that only what is no escape needs a form: base64 from each of three places, and hex. */
export const formsOf = (secrets: Iterable<string>): Form[] =>
  [...new Set(secrets)].flatMap((secret) => [
    ...plainForms(bytesOf(secret)),
    ...base64Forms(secret),
    ...shortBase64Forms(secret),
    ...hexForms(secret),
  ]);

function plainForms(plain: string): Form[] {
  const shortestCut = plain.length >= longEnough ? shortestPart : undefined;
  // A form of an address has plus signs for blanks.
  const texts = new Set(plain === '' ? [] : [plain, plain.replaceAll(' ', '+')]);
  const whole = [...texts].map((text) => ({
    text,
    isCompact: false,
    isBase64: false,
    shortestCut,
    isWord: plain.length < longEnough,
  }));
  const letters = inCompact(plain);
  const isOdd = letters.length >= (/\d/.test(letters) ? shortestOdd : shortestOdd + 4);
  return isOdd
    ? [
        ...whole,
        { text: letters, isCompact: true, isBase64: false, shortestCut: undefined, isWord: false },
      ]
    : whole;
}

function base64Forms(secret: string): Form[] {
  const shortestCut = secret.length >= longEnough ? longEnough : undefined;
  return [rawBytes(secret), wideBytes(secret)]
    .flatMap(bytes64)
    .filter((text) => text.length >= shortestPart)
    .map((text) => ({ text, isCompact: true, isBase64: true, shortestCut, isWord: false }));
}

/** The base64 of a short secret alone, with and without the signs that fill it up. */
function shortBase64Forms(secret: string): Form[] {
  if (secret === '' || secret.length >= longEnough) return [];
  const whole = btoa(rawBytes(secret)).toLowerCase();
  return [...new Set([whole, whole.replaceAll('=', '')])].map((text) => ({
    text,
    isCompact: false,
    isBase64: false,
    shortestCut: undefined,
    isWord: true,
  }));
}

const hexForms = (secret: string): Form[] =>
  secret.length < longEnough
    ? []
    : [
        {
          text: hexOf(rawBytes(secret)),
          isCompact: true,
          isBase64: false,
          shortestCut: shortestOdd,
          isWord: false,
        },
      ];

const inCompact = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]+/g, '');

/** The base64 of bytes that stand at each of the three places in a group, without the signs that depend on their neighbours. */
const bytes64 = (bytes: string): string[] =>
  [0, 1, 2].map((before) => {
    const whole = btoa('\0'.repeat(before) + bytes);
    const first = Math.ceil((before * 8) / 6);
    return inCompact(whole.slice(first, Math.floor(((before + bytes.length) * 8) / 6)));
  });

const rawBytes = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join('');

/** The bytes of UTF-16, which programs on Windows encode. */
const wideBytes = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => {
    const unit = text.charCodeAt(index);
    return String.fromCharCode(unit & 0xff, unit >> 8);
  }).join('');

const hexOf = (bytes: string): string =>
  [...bytes].map((sign) => sign.charCodeAt(0).toString(16).padStart(2, '0')).join('');
