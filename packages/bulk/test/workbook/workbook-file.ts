import { strToU8, zipSync } from 'fflate';

const sheetNames = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationNames = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNames = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** One sheet of a workbook made by hand. */
export interface MadeSheet {
  readonly name: string;
  /** The XML of its rows. */
  readonly rows: string;
  /** XML before and behind the rows. */
  readonly before?: string;
  readonly after?: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly kind?: 'worksheet' | 'chartsheet';
}

/** What a workbook made by hand has besides its sheets. */
export interface MadeWorkbook {
  /** Format codes; cells name them by style, from 1. */
  readonly formats?: readonly string[];
  /** Numbers of built-in formats; cells name them by style, after the codes. */
  readonly builtIn?: readonly number[];
  readonly texts?: string;
  readonly from1904?: boolean;
  /** Parts by their names, which replace the others. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

/** The bytes of a workbook, which shows readers what no program writes. */
export function workbookBytes(sheets: readonly MadeSheet[], made: MadeWorkbook = {}): Buffer {
  const files: Record<string, string | Uint8Array> = {
    '_rels/.rels': relations([{ id: 'a', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': workbookPart(sheets, made),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map(({ kind = 'worksheet' }, at) => ({ id: `s${at}`, type: kind, target: `sheets/${at}.xml` })),
      { id: 'styles', type: 'styles', target: 'styles.xml' },
      { id: 'texts', type: 'sharedStrings', target: 'texts.xml' },
    ]),
    'xl/styles.xml': stylesPart(made),
    'xl/texts.xml': `<sst xmlns="${sheetNames}">${made.texts ?? ''}</sst>`,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/sheets/${at}.xml`, sheetPart(sheet)])),
    ...made.parts,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]))),
  );
}

function sheetPart({ rows, before = '', after = '', kind }: MadeSheet): string {
  if (kind === 'chartsheet') return `<chartsheet xmlns="${sheetNames}"/>`;
  return `<worksheet xmlns="${sheetNames}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

function workbookPart(sheets: readonly MadeSheet[], { from1904 = false }: MadeWorkbook): string {
  const list = sheets.map(
    ({ name, state }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  return `<workbook xmlns="${sheetNames}" xmlns:r="${relationNames}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${list.join('')}</sheets></workbook>`;
}

function stylesPart({ formats = [], builtIn = [] }: MadeWorkbook): string {
  const codes = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`).join('');
  const styles = ['0', ...formats.map((_, at) => String(164 + at)), ...builtIn.map(String)].map((id) => `<xf numFmtId="${id}"/>`).join('');
  return `<styleSheet xmlns="${sheetNames}"><numFmts>${codes}</numFmts><cellStyleXfs><xf numFmtId="2"/></cellStyleXfs><cellXfs>${styles}</cellXfs></styleSheet>`;
}

const relations = (list: readonly { id: string; type: string; target: string }[]): string =>
  `<Relationships xmlns="${packageNames}">${list
    .map(({ id, type, target }) => `<Relationship Id="${id}" Type="${relationNames}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A cell with a text. */
export const text = (content: string, address = ''): string =>
  `<c${address && ` r="${address}"`} t="inlineStr"><is><t xml:space="preserve">${escaped(content)}</t></is></c>`;

/** A cell with a number in the style of this number. */
export const number = (value: number | string, style = 0, address = ''): string =>
  `<c${address && ` r="${address}"`} s="${style}"><v>${value}</v></c>`;

/** A row of cells. */
export const row = (cells: readonly string[], attributes = ''): string => `<row${attributes && ` ${attributes}`}>${cells.join('')}</row>`;
