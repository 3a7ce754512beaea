const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** A text of a workbook as it is: `_x000D_` stands for the character with this number (ECMA-376, ST_Xstring). */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(escaped, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    : text;
