const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
const brackets = new Set([...opening, ...closing]);
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * The bytes of each element of a JSON array, unchanged; one pass over its text. The text has been parsed before, so
 * that it is known to be an array. Every sign that counts is ASCII, and no byte of a longer UTF-8 sequence looks like one.
 */
export function elementsOf(array: Uint8Array): Uint8Array[] {
  const bounds: number[] = [];
  let depth = 0;
  for (let at = 0; at < array.length; at += 1) {
    const sign = array[at] ?? 0;
    if (sign === quote) at = endOfText(array, at);
    if (closing.has(sign)) depth -= 1;
    if (isBound(sign, depth)) bounds.push(at);
    if (opening.has(sign)) depth += 1;
  }
  const elements = bounds
    .slice(1)
    .map((end, index) => trimmed(array.subarray((bounds[index] ?? 0) + 1, end)));
  return elements.filter(({ length }) => length > 0);
}

/** Whether an element begins or ends here: at the brackets of the array itself, and at the commas between its elements. */
const isBound = (sign: number, depth: number): boolean =>
  depth === 1 ? sign === comma : depth === 0 && brackets.has(sign);

/** Where the text ends that begins at this quote. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let [start, end] = [0, bytes.length];
  while (start < end && blanks.has(bytes[start] ?? 0)) start += 1;
  while (end > start && blanks.has(bytes[end - 1] ?? 0)) end -= 1;
  return bytes.subarray(start, end);
}
