/** What JSON allows to stand raw in a text and a terminal obeys, or which changes the order of reading; it only ever stands inside a text. */
const raw =
  /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const escaped = (found: string): string =>
  [...Array(found.length).keys()]
    .map((at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');

/** JSON that says exactly what the value is and that a terminal only shows: what it would obey stands as `\u009b`. */
export const jsonText = (value: unknown, indent?: number): string =>
  escapedText(JSON.stringify(value, undefined, indent) ?? 'null');

/** Text of JSON, or of double-quoted YAML, with what a terminal would obey written as `\u009b`. */
export const escapedText = (text: string): string => text.replace(raw, escaped);
