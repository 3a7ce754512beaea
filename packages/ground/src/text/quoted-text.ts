/**
 * A text as one word of a command line: in single quotes, with quotes and backslashes outside of them, which sh, bash, zsh and fish
 * read alike (fish takes a backslash inside single quotes for a sign of its own). Not for PowerShell or cmd.
 */
export const shellWord = (text: string): string =>
  `'${text.replace(/['\\]/g, (sign) => `'\\${sign}'`)}'`;

/** An argument as a person would type it: bare where no shell reads anything into it, or else as `shellWord` has it. */
export const commandWord = (text: string): string =>
  /^[\p{L}\p{N}_./@:%+,\\-]+$/u.test(text) ? text : shellWord(text);

const runs = /^'*[=+\-@\t\r]/;

/**
 * A cell that a spreadsheet would run as a formula, with an apostrophe before it, which makes it a text there. A plain number
 * with a sign stays a number. A text that has such an apostrophe already gets one more, so that `withoutFormulaGuard` restores it.
 */
export const formulaSafe = (text: string): string =>
  !runs.test(text) || /^[+-]?\d+([.,]\d+)*$/.test(text) ? text : `'${text}`;

/** A cell without the apostrophe that keeps a spreadsheet from running it: what comes out of Halo goes back as it was. */
export const withoutFormulaGuard = (text: string): string =>
  text.startsWith("'") && runs.test(text) ? text.slice(1) : text;

/**
 * A text as one argument of a troff request or one line of its text: no escape of troff, no request at its beginning, and dashes
 * that stay dashes.
 */
export const roffText = (text: string): string =>
  text
    .replace(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
      ' ',
    )
    .replace(/[\\"-]/g, (sign) => (sign === '\\' ? '\\(rs' : sign === '"' ? '\\(dq' : '\\-'))
    .replace(/^([.'])/gm, '\\&$1');
