const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** A text of a workbook as it is: `_x000D_` stands for the character with this number (ECMA-376, ST_Xstring). */
export const unescapeText = (text: string): string =>
  text.includes('_x') ? text.replace(escaped, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))) : text;

/** What XML cannot hold, what programs drop from it or change, and what would be read as an escape. */
const unholdable =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffd-\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** A text as a workbook holds it, with every character that XML or a spreadsheet would lose written as an escape. */
export const escapeText = (text: string): string =>
  text.replace(unholdable, (found) =>
    [...found.split('')].map((unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`).join(''),
  );
