import { BulkInputError } from '../input-error.js';
import type { Archive } from './archive.js';
import { limits } from './limits.js';
import { readAllXml } from './read-xml.js';
import { damaged, tooLarge } from './workbook-error.js';

/** A sheet of a workbook, in the order of its tabs. */
export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  /** Cells, or else a chart, a dialog or macros. */
  readonly kind: 'cells' | 'chart' | 'other';
  readonly part: string;
}

/** Where the parts of a workbook are. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  /** Whether days are counted from 1904. */
  readonly from1904: boolean;
  readonly styles: string | undefined;
  readonly texts: string | undefined;
}

/** Another part that one names. */
export interface Relation {
  readonly type: string;
  readonly target: string;
}

const packageRelations = (uri: string): boolean =>
  uri === 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Finds the parts of a workbook by their relations, as programs that write them are free to name them. */
export async function findParts(archive: Archive): Promise<WorkbookParts> {
  const { file } = archive;
  const root = [...(await relationsOf(archive, '')).values()].find(
    ({ type }) => type === 'officeDocument',
  );
  if (!root || !archive.has(root.target)) throw otherFile(archive);
  if (root.target.toLowerCase().endsWith('.bin'))
    throw notSheet(file, 'this is a binary Excel workbook (.xlsb)');
  const relations = await relationsOf(archive, root.target);
  const { sheets, from1904 } = await readWorkbookPart(archive, root.target);
  if (sheets.length === 0) throw notSheet(file, 'this is another kind of Office file');
  const byType = (wanted: string): string | undefined =>
    [...relations.values()].find(({ type, target }) => type === wanted && archive.has(target))
      ?.target;
  return {
    from1904,
    styles: byType('styles'),
    texts: byType('sharedStrings'),
    sheets: sheets.map(({ name, state, relation }) => {
      const found = relation === undefined ? undefined : relations.get(relation);
      if (!found) throw damaged(file, `the sheet "${name}" has no part`);
      const kind =
        found.type === 'worksheet' ? 'cells' : found.type === 'chartsheet' ? 'chart' : 'other';
      return {
        name,
        isHidden: state === 'hidden' || state === 'veryHidden',
        kind,
        part: found.target,
      };
    }),
  };
}

async function readWorkbookPart(
  archive: Archive,
  part: string,
): Promise<{
  sheets: { name: string; state: string | undefined; relation: string | undefined }[];
  from1904: boolean;
}> {
  const sheets: { name: string; state: string | undefined; relation: string | undefined }[] = [];
  let from1904 = false;
  const { file } = archive;
  await readAllXml(
    await archive.read(part),
    { file, part },
    {
      open: (element, path) => {
        if (path.length === 1 && element.name !== 'workbook')
          throw notSheet(file, 'this is not an Excel workbook of a kind that can be read');
        const at = path.join('/');
        if (at === 'workbook/workbookPr') from1904 = isTrue(element.attribute('date1904'));
        if (at !== 'workbook/sheets/sheet') return;
        if (sheets.length >= limits.sheets)
          throw tooLarge(file, `the workbook has more than ${limits.sheets} sheets`);
        sheets.push({
          name: element.attribute('name') ?? '',
          state: element.attribute('state'),
          relation: element.relation('id'),
        });
      },
    },
  );
  return { sheets, from1904 };
}

/** The relations of a part by their ids; those of the whole file where the part is empty. */
export async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const at = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, at);
  const name = `${folder}_rels/${part.slice(at)}.rels`;
  const relations = new Map<string, Relation>();
  if (!archive.has(name)) return relations;
  await readAllXml(
    await archive.read(name),
    { file: archive.file, part: name, isOurs: packageRelations },
    {
      open: (element, path) => {
        if (
          path.join('/') !== 'Relationships/Relationship' ||
          element.attribute('TargetMode') === 'External'
        )
          return;
        const [id, type = '', target = ''] = ['Id', 'Type', 'Target'].map((wanted) =>
          element.attribute(wanted),
        );
        if (id !== undefined)
          relations.set(id, {
            type: type.slice(type.lastIndexOf('/') + 1),
            target: resolved(folder, target),
          });
      },
    },
  );
  return relations;
}

/** The name of a part that a relation names from its folder, or from the root. */
function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`)
    .replaceAll('\\', '/')
    .split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '' && step !== '.') parts.push(step);
  }
  const name = parts.join('/');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Whether an attribute says yes, in the words that XML has for it. */
export const isTrue = (text: string | undefined): boolean =>
  text === '1' || text === 'true' || text === 'on';

const notSheet = (file: string, problem: string): BulkInputError =>
  new BulkInputError(problem, 'Save it as .xlsx or as CSV.', { file });

/** What an archive is that holds no workbook. */
function otherFile(archive: Archive): BulkInputError {
  const names = archive.names();
  if (names.some((name) => name === 'content.xml'))
    return notSheet(archive.file, 'this is an OpenDocument file (.ods)');
  if (names.some((name) => name.endsWith('.iwa')))
    return notSheet(archive.file, 'this is a file of Apple Numbers');
  return new BulkInputError(
    'this is an archive without a workbook in it',
    'Unpack it, and name the file inside.',
    { file: archive.file },
  );
}
