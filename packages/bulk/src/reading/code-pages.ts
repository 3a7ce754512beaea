import chardet from 'chardet';
import iconv from 'iconv-lite';

/** Code pages that spreadsheets and exports are written in; those that fit are always offered. */
const usual: readonly string[] = [
  ...[
    'windows-1252',
    'windows-1250',
    'windows-1251',
    'windows-1253',
    'windows-1254',
    'windows-1255',
    'windows-1256',
    'windows-1257',
  ],
  ...[
    'windows-1258',
    'windows-874',
    'iso-8859-15',
    'iso-8859-2',
    'euc-kr',
    'big5',
    'gb18030',
    'shift_jis',
    'euc-jp',
  ],
  ...['cp850', 'cp437', 'cp852', 'macroman', 'cp866', 'koi8-r'],
];

/** Others that a text may be in. */
const rare: readonly string[] = [
  ...[
    'koi8-u',
    'iso-8859-5',
    'iso-8859-7',
    'iso-8859-8',
    'iso-8859-9',
    'iso-8859-3',
    'iso-8859-4',
    'iso-8859-6',
    'iso-8859-10',
  ],
  ...[
    'iso-8859-13',
    'iso-8859-14',
    'iso-8859-16',
    'cp858',
    'cp737',
    'cp775',
    'cp855',
    'cp857',
    'cp860',
    'cp861',
    'cp862',
    'cp863',
  ],
  ...[
    'cp864',
    'cp865',
    'cp869',
    'maccenteuro',
    'maccyrillic',
    'macgreek',
    'macturkish',
    'maccroatian',
    'maciceland',
    'macromania',
  ],
];

/** A text that some bytes may stand for, and the code pages in which they do. */
export interface Reading {
  readonly text: string;
  readonly encodings: readonly [string, ...string[]];
  /** Whether one of them is in use today. */
  readonly isUsual: boolean;
}

/** How often a sign has to look misplaced, in different words, before a code page is ruled out by it. */
const wordsThatRuleOut = 3;

/**
 * The texts that bytes may stand for, the likeliest first. A code page is ruled out by a byte that has no meaning in it, and by signs
 * inside words of Latin letters that no language puts there, once they stand in three words: `K÷ln`, `Mьller`, `ZÅrich`.
 */
export function readings(bytes: Buffer): Reading[] {
  const byText = new Map<string, [string, ...string[]]>();
  for (const name of [...usual, ...rare]) {
    const text = iconv.decode(bytes, name);
    if (/[\uFFFD\u0080-\u009F]/.test(text) || misplaced(text) >= wordsThatRuleOut) continue;
    const encodings = byText.get(text);
    if (encodings) encodings.push(name);
    else byText.set(text, [name]);
  }
  const guess = chardet.detect(bytes)?.toLowerCase();
  return [...byText]
    .map(([text, encodings]) => ({
      text,
      encodings,
      cost: oddness(text) - (guess !== undefined && encodings.includes(guess) ? 0.2 : 0),
    }))
    .sort((one, other) => one.cost - other.cost)
    .map(({ text, encodings }) => ({ text, encodings, isUsual: usual.includes(encodings[0]) }));
}

/** In how many words a sign stands between Latin letters that is none itself, or a capital between small ones. */
function misplaced(text: string): number {
  const words = new Set<string>();
  for (const { 0: sign, 1: before = '', index } of text.matchAll(
    /(?<=([a-zA-Z]))[^\u0000-\u007F](?=[a-z])/gu,
  )) {
    const isLatin = /\p{Script=Latin}/u.test(sign);
    if (
      isJoint.test(sign) ||
      (isLatin && (/\p{Ll}/u.test(sign) || (/\p{Lu}/u.test(sign) && /[A-Z]/.test(before))))
    )
      continue;
    words.add(text.slice(Math.max(0, index - 3), index + 4));
  }
  return words.size;
}

/** Apostrophes, dashes, middle dots, blanks and accents stand inside words. */
const isJoint = /[\u2018\u2019\u02BC\u00B4\u00B7\u00AD\u00A0\u2010-\u2014]|[\u0300-\u036F]/u;

/** How little a text looks like one that people write: signs for letters, capitals behind small letters, scripts in one word. */
function oddness(text: string): number {
  const foreign = text.match(/[^\u0000-\u007F]/gu)?.length ?? 1;
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const symbols = count(/[^\u0000-\u007F\p{L}\p{M}\p{P}\p{Z}]/gu);
  const insideWords = count(/(?<=\p{L})[^\u0000-\u007F\p{L}\p{M}\u2018\u2019\u00A0](?=\p{L})/gu);
  const capitals = count(/(?<=\p{Ll})\p{Lu}/gu);
  const mixed = count(
    /(?<=[a-zA-Z])(?!\p{Script=Latin})[\p{L}]|(?!\p{Script=Latin})\p{L}(?=[a-zA-Z])/gu,
  );
  const rare = count(
    /[\u0180-\u02AF\u1E00-\u1EFF\u3400-\u4DFF\uE000-\uF8FF\uFF61-\uFF9F\u2100-\u2BFF]/gu,
  );
  return (symbols + insideWords + capitals + mixed + rare) / foreign;
}

/** The bytes above ASCII that stand for one and the same sign in each of these single-byte code pages. */
export function agreedBytes(encodings: readonly string[]): ReadonlySet<number> {
  const agreed = new Set<number>();
  for (let byte = 0x80; byte <= 0xff; byte += 1)
    if (new Set(encodings.map((name) => iconv.decode(Buffer.from([byte]), name))).size === 1)
      agreed.add(byte);
  return agreed;
}
