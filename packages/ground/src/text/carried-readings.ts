/** A text as it reads once escapes in it are undone, with where in the original each of its signs stands. */
export interface Reading {
  /** One sign for each byte of UTF-8, in small letters. */
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Where each sign begins; undefined where the places are those of the original. */
  readonly from: Uint32Array | undefined;
  /** Where each sign ends. */
  readonly to: Uint32Array | undefined;
}

/** A server that quotes what quoted us escapes it again; deeper ones do not occur. */
const mostLayers = 3;

const escaped =
  /%([\da-f]{2})|\\u([\da-f]{4})|\\x([\da-f]{2})|\\([\\/"'])|&#(\d{1,6});|&#x([\da-f]{1,5});|&(amp|lt|gt|quot|apos);/g;
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** A text as it is, and without one, two and three layers of escapes: of addresses, of JSON and of HTML. */
export function readingsOf(text: string): Reading[] {
  const readings: Reading[] = [];
  let next: Reading | undefined = inBytes(text);
  while (next && readings.length <= mostLayers) {
    readings.push(next);
    next = unescaped(next);
  }
  return readings;
}

/** The letters and digits of a reading alone: what separates them differs between forms, as do the last two signs of base64. */
export function compact(reading: Reading): Reading {
  const { bytes } = reading;
  const kept = new Written(bytes.length);
  for (let index = 0; index < bytes.length; index += 1)
    if (isPlain(bytes[index] ?? 0)) kept.copy(reading, index);
  return kept.end();
}

/** A small letter or a digit. */
const isPlain = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

/** A text with a sign for each byte of UTF-8, in small letters. */
export const bytesOf = (text: string): string => inBytes(text).text;

function inBytes(text: string): Reading {
  const bytes = new TextEncoder().encode(text);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = small(bytes[index] ?? 0);
  const places =
    bytes.length === text.length ? { from: undefined, to: undefined } : placesIn(text, bytes);
  return { text: shown(bytes), bytes, ...places };
}

/** Where the bytes of a text stand in it: each byte of a character stands where the character does. */
function placesIn(text: string, bytes: Uint8Array): Pick<Reading, 'from' | 'to'> {
  const [from, to] = [new Uint32Array(bytes.length), new Uint32Array(bytes.length)];
  for (let [index, byte] = [0, 0]; index < text.length; ) {
    // The index is within the text.
    const code = text.codePointAt(index)!;
    const next = index + (code > 0xffff ? 2 : 1);
    const end = byte + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
    from.fill(index, byte, end);
    to.fill(next, byte, end);
    [index, byte] = [next, end];
  }
  return { from, to };
}

function unescaped(reading: Reading): Reading | undefined {
  const { text } = reading;
  let written: Written | undefined;
  let done = 0;
  for (const match of text.matchAll(escaped)) {
    written ??= new Written(text.length);
    while (done < match.index) written.copy(reading, done++);
    done = match.index + match[0].length;
    written.replace(reading, match.index, done, meant(match));
  }
  while (written && done < text.length) written.copy(reading, done++);
  return written?.end();
}

/** The bytes that an escape stands for. */
function meant([, byte, unit, code, sign, decimal, hex, name]: RegExpMatchArray): Uint8Array {
  if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
  const number =
    decimal === undefined ? Number.parseInt(unit ?? code ?? hex ?? '', 16) : Number(decimal);
  return new TextEncoder().encode(sign ?? named[name ?? ''] ?? String.fromCodePoint(number));
}

/** A sign for each byte, whichever; that some of them are odd does not matter where all texts are read so. */
const shown = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

const small = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

/** A reading on its way. An escape is never shorter than what it stands for. */
class Written {
  readonly #bytes: Uint8Array;
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;
  #length = 0;

  constructor(most: number) {
    this.#bytes = new Uint8Array(most);
    this.#from = new Uint32Array(most);
    this.#to = new Uint32Array(most);
  }

  copy({ bytes, from, to }: Reading, index: number): void {
    this.#bytes[this.#length] = bytes[index] ?? 0;
    this.#from[this.#length] = from?.[index] ?? index;
    this.#to[this.#length] = to?.[index] ?? index + 1;
    this.#length += 1;
  }

  replace({ from, to }: Reading, first: number, end: number, bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#bytes[this.#length] = small(byte);
      this.#from[this.#length] = from?.[first] ?? first;
      this.#to[this.#length] = to?.[end - 1] ?? end;
      this.#length += 1;
    }
  }

  end(): Reading {
    const bytes = this.#bytes.subarray(0, this.#length);
    const [from, to] = [this.#from, this.#to].map((places) => places.subarray(0, this.#length));
    return { text: shown(bytes), bytes, from, to };
  }
}
