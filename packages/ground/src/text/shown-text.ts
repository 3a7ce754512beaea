/**
 * What a terminal obeys or what changes the order of reading: control characters of C0 and C1 with the escape that begins every
 * sequence, lone carriage returns, separators of lines and paragraphs, marks of direction, and characters of annotation and tagging
 * that nobody sees. A tab, a line break and a joiner inside a word stay.
 * Source: ECMA-48; UAX #9; Boucher and Anderson, "Trojan Source" (2021).
 */
const obeyed =
  /\r(?!\n)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Everything of `obeyed`, and the breaks that a line or a cell cannot hold. */
const breaking =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu;

/** Weights and the colours that the command line gives its own words; nothing that hides, blinks or paints a background. */
const ownColours = /\u001b\[(?:0|1|2|22|3[1-6]|39)m/g;

const shownAs = '\ufffd';

/** A text of others as a terminal may have it, line breaks included: what it would obey is shown as `U+FFFD`. */
export const shownText = (text: string): string => text.replace(obeyed, shownAs);

/** Like `shownText`, for text that carries colours of our own: weights and foreground colours pass, and no other sequence does. */
export function shownWithColours(text: string): string {
  let shown = '';
  let from = 0;
  for (const { index, 0: colour } of text.matchAll(ownColours)) {
    shown += shownText(text.slice(from, index)) + colour;
    from = index + colour.length;
  }
  return shown + shownText(text.slice(from));
}

/** A text of others as one line, such as a cell or a title has it: runs of what breaks the line or would be obeyed become one space. */
export const oneLine = (text: string): string => text.replace(breaking, ' ').trim();
