import type { Remedy } from 'halopsa-catalogue/errors';
import { BulkInputError } from '../input-error.js';
import type { Opened } from './open-bytes.js';

/** What a file is by its first bytes, whatever its name says, and what to do instead. */
const kinds: readonly (readonly [start: RegExp, problem: string, remedy: Remedy | string])[] = [
  [/^%PDF/, 'this is a PDF', 'Export the rows as CSV or XLSX.'],
  [/^\x1f\x8b/, 'this file is compressed (gzip)', { code: 'unpack-file' }],
  [/^(7z\xbc\xaf|Rar!)/, 'this is an archive', 'Unpack it first.'],
  [/^\{\\rtf/, 'this is a document (RTF)', 'Export the rows as CSV or XLSX.'],
  [
    /^\x09[\x00\x02\x04\x08]\S?[\x00-\x10]/,
    'this is an old Excel workbook (.xls)',
    'Save it as .xlsx or CSV.',
  ],
  [
    /^(\xef\xbb\xbf)?\s*<(!doctype html|html|table)[\s>]/i,
    'this is a web page',
    'Open it in a spreadsheet program and save it as .xlsx or CSV.',
  ],
  [
    /^(\xef\xbb\xbf)?\s*<\?xml/i,
    'this is XML',
    'Open it in a spreadsheet program and save it as .xlsx or CSV.',
  ],
  [/\x1b\$[@B]|\x1b\([BJ]/, 'this text is in ISO-2022, a mail encoding', 'Save it as UTF-8.'],
];

const compoundFile = '\u00d0\u00cf\u0011\u00e0';
const encryptedParts = ['EncryptedPackage', 'EncryptionInfo'].map((name) =>
  Buffer.from(name, 'utf16le'),
);

/** Refuses what is neither text nor an Excel workbook, by its first bytes: its name and `--format` cannot make it one. */
export function refuseForeign({ name, head }: Opened): void {
  const start = head.subarray(0, 4096).toString('latin1');
  if (start.startsWith(compoundFile)) throw oldWorkbook(name, head);
  const kind = kinds.find(([pattern]) => pattern.test(start));
  if (kind) throw new BulkInputError(kind[1], kind[2], { file: name });
}

/** A workbook with a password is kept in the container of the old format, which lists its parts by name. */
function oldWorkbook(file: string, head: Buffer): BulkInputError {
  if (encryptedParts.some((part) => head.includes(part)))
    return new BulkInputError(
      'this workbook is protected by a password',
      'Open it in Excel, take the password off, and save it.',
      {
        file,
      },
    );
  return new BulkInputError(
    'this is an old Excel workbook (.xls), or one that is protected by a password',
    'Save it as .xlsx without a password, or as CSV.',
    { file },
  );
}
