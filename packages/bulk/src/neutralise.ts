const runs = /^'*[=+\-@\t\r]/;

/**
 * A cell that a spreadsheet would run as a formula, with an apostrophe before it, which makes it a text there. A plain number
 * with a sign stays a number. A text that has such an apostrophe already gets one more, so that `restored` gives it back.
 */
export function neutralise(text: string): string {
  if (!runs.test(text) || /^[+-]?\d+([.,]\d+)*$/.test(text)) return text;
  return `'${text}`;
}

/** A cell without the apostrophe that keeps a spreadsheet from running it: what comes out of Halo goes back as it was. */
export const restored = (text: string): string => (text.startsWith("'") && runs.test(text) ? text.slice(1) : text);
