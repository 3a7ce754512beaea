/**
 * A cell that a spreadsheet would run as a formula, with an apostrophe before it, which makes it a text there. A plain number
 * with a sign stays a number.
 */
export function neutralise(text: string): string {
  if (!/^[=+\-@\t\r]/.test(text) || /^[+-]?\d+([.,]\d+)*$/.test(text)) return text;
  return `'${text}`;
}
