const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * The bytes of each element of a JSON array, as they stand in its text; one pass over it. The text has been parsed before, so
 * that it is known to be an array. Every sign that counts is ASCII, and no byte of a longer UTF-8 sequence looks like one.
 */
export function elementsOf(array: Uint8Array): Uint8Array[] {
  const elements: Uint8Array[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < array.length; at += 1) {
    const sign = array[at]!;
    if (sign === quote) at = endOfText(array, at);
    else if (opening.has(sign)) {
      depth += 1;
      if (depth === 1) start = at + 1;
    } else if (closing.has(sign)) depth -= 1;
    if (closing.has(sign) ? depth !== 0 : sign !== comma || depth !== 1) continue;
    const element = trimmed(array.subarray(start, at));
    if (element.length > 0) elements.push(element);
    start = at + 1;
  }
  return elements;
}

/** Where the text ends that begins at this quote. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let [start, end] = [0, bytes.length];
  while (start < end && blanks.has(bytes[start]!)) start += 1;
  while (end > start && blanks.has(bytes[end - 1]!)) end -= 1;
  return bytes.subarray(start, end);
}
