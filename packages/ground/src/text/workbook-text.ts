/** Characters that XML cannot hold, and others that programs drop or change. */
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffd-\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/;
/** The beginning of what would be read as an escape: the escape of a character behind it begins with its end. */
const escapeLike = `_(?=x[0-9A-Fa-f]{4}(?:_|${unsafe.source}))`;
const escaped = new RegExp(`${unsafe.source}|${escapeLike}`, 'g');

const escapeOf = (text: string): string =>
  text
    .split('')
    .map((unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .join('');

/** A text as a workbook holds it: what XML or a program would lose is written as `_x000D_` (ECMA-376, ST_Xstring). */
export function workbookText(text: string): string {
  const safe = text.replace(escaped, escapeOf);
  // The library that writes keeps texts as names of a plain object, where some names are taken.
  return safe in {} ? `${escapeOf(safe.slice(0, 1))}${safe.slice(1)}` : safe;
}

const escapeSign = /_x([0-9A-Fa-f]{4})_/g;

/** A text of a workbook as it is: `_x000D_` stands for the character with this number (ECMA-376, ST_Xstring). */
export const textOfWorkbook = (text: string): string =>
  text.includes('_x')
    ? text.replace(escapeSign, (_, digits: string) =>
        String.fromCharCode(Number.parseInt(digits, 16)),
      )
    : text;
