import { crc32 } from 'node:zlib';
import { number, row, text, workbookBytes } from './workbook-file.js';

const names = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const sheet = (content: string): string => `<worksheet xmlns="${names}">${content}</worksheet>`;
const head = row([text('id'), text('notes')]);
const made = (rows: string, after = ''): Buffer => workbookBytes([{ name: 'S', rows, after }]);
const ofPart = (part: string | Uint8Array): Buffer => workbookBytes([{ name: 'S', rows: '' }], { parts: { 'xl/sheets/0.xml': part } });

/** Text that packs very well. */
const blanks = (count: number): string => ' '.repeat(count);

/** Changes bytes of an archive at each place where a mark stands. */
function patched(bytes: Buffer, mark: number, change: (at: number) => void): Buffer {
  for (let at = 0; at + 4 <= bytes.length; at += 1) if (bytes.readUInt32LE(at) === mark) change(at);
  return bytes;
}

const central = 0x0201_4b50;

/** The sizes that the directory states for the sheet made smaller than they are. */
function lyingAboutSize(): Buffer {
  const bytes = ofPart(sheet(`<sheetData>${head}${blanks(7_000_000)}</sheetData>`));
  return patched(bytes, central, (at) => {
    if (bytes.readUInt32LE(at + 24) > 1_000_000) bytes.writeUInt32LE(1000, at + 24);
  });
}

function encrypted(): Buffer {
  const bytes = made(head);
  return patched(bytes, central, (at) => bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8));
}

function wrongChecksum(): Buffer {
  const bytes = made(head + row([number(12), text('x')]));
  return patched(bytes, central, (at) => bytes.writeUInt32LE(crc32(Buffer.from([at])), at + 16));
}

const laughs = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');

/** Workbooks made to cost time or memory, or to say what they do not hold, each with what is said of it. */
export const hostileFiles: Readonly<Record<string, readonly [make: () => Buffer, told: RegExp]>> = {
  'one cell in the last corner': [
    () => made(`${head}<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>`),
    /column 16384 has no heading, and its cell XFD1048576 holds a value/,
  ],
  'a row beyond the last': [() => made(`${head}<row r="999999999999"><c><v>1</v></c></row>`), /row 999999999999 is beyond the 1048576/],
  'a cell beyond the last column': [
    () => made(`${head}<row r="2"><c r="XFE2"><v>1</v></c></row>`),
    /the cell XFE2 is beyond the 16384 columns/,
  ],
  '200,000 columns': [() => made(`<row>${'<c><v>1</v></c>'.repeat(200_000)}</row>`), /in column 16385 is beyond the 16384 columns/],
  'a sheet that is packed a thousand to one': [
    () => ofPart(sheet(`<sheetData>${head}${blanks(30_000_000)}</sheetData>`)),
    /is packed \d+ to 1, as no spreadsheet is/,
  ],
  'texts that are packed a thousand to one': [
    () => workbookBytes([{ name: 'S', rows: head }], { texts: `<si><t>${blanks(30_000_000)}</t></si>` }),
    /is packed \d+ to 1/,
  ],
  'a sheet larger than its directory says': [lyingAboutSize, /cannot be read: .*(too many bytes|size)/i],
  'entities within entities': [
    () => ofPart(`<!DOCTYPE w [<!ENTITY l0 "ha">${laughs}]>${sheet(`<sheetData><row><c t="str"><v>&l12;</v></c></row></sheetData>`)}`),
    /it declares a document type/,
  ],
  'a file of the computer as an entity': [
    () =>
      ofPart(
        `<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]>${sheet('<sheetData><row><c t="str"><v>&f;</v></c></row></sheetData>')}`,
      ),
    /it declares a document type/,
  ],
  'elements without end': [() => ofPart(sheet(`<extLst>${'<ext>'.repeat(50_000)}`)), /nested too deeply/],
  'a tag of two megabytes': [
    () => ofPart(sheet(`<sheetData><row a="${'x1y2'.repeat(500_000)}"/></sheetData>`)),
    /one tag or text is too long/,
  ],
  'a text of two megabytes': [
    () => made(head + row([number(1), text('ab12'.repeat(500_000))])),
    /one tag or text is too long|more than 1000000 characters/,
  ],
  'merged areas over each other': [
    () => made(head + row([number(1), text('x')]), `<mergeCells>${'<mergeCell ref="A2:XFD1048576"/>'.repeat(20_000)}</mergeCells>`),
    /overlap/,
  ],
  'more merged areas than are read': [
    () => made(head, `<mergeCells>${'<mergeCell ref="A2:B2"/>'.repeat(50_001)}</mergeCells>`),
    /more than 50000 merged areas/,
  ],
  'more sheets than are read': [
    () => workbookBytes(Array.from({ length: 1001 }, (_, at) => ({ name: `S${at}`, rows: head }))),
    /more than 1000 sheets/,
  ],
  'more styles than are read': [
    () => workbookBytes([{ name: 'S', rows: head }], { builtIn: Array(65_536).fill(1) }),
    /more than 65536 styles/,
  ],
  'a part that is encrypted': [encrypted, /protected by a password/],
  'bytes that are not those of the checksum': [wrongChecksum, /checksum is wrong/],
  'an archive that is cut short': [() => made(head).subarray(0, -40), /the workbook cannot be read/],
  'a row twice': [() => made(`${head}<row r="2"/><row r="2"/>`), /row 2 comes after row 2/],
  'a cell twice': [
    () => made(`${head}<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>`),
    /the cell A2 stands in row 2 and is not to be there/,
  ],
  'a cell of another row': [() => made(`${head}<row r="2"><c r="A3"><v>1</v></c></row>`), /the cell A3 stands in row 2/],
  'XML that is none': [() => ofPart(sheet('<sheetData><row></sheetData>')), /the workbook cannot be read/],
  'an encoding that is not read': [
    () => ofPart(`<?xml version="1.0" encoding="windows-1252"?>${sheet('<sheetData/>')}`),
    /it is written in windows-1252/,
  ],
  'no workbook at all': [() => workbookBytes([], { parts: { '_rels/.rels': '<a/>' } }), /an archive without a workbook/],
};
