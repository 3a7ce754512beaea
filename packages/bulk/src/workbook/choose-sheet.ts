import { BulkInputError } from '../input-error.js';
import type { SheetPart } from './workbook-parts.js';

const kindNames = { cells: '', chart: 'a chart', other: 'no cells' } as const;

/** A sheet in a list: its name, and what is special about it. */
function sheetText({ name, isHidden, kind }: SheetPart): string {
  const marks = [isHidden ? 'hidden' : '', kindNames[kind]].filter(Boolean).join(', ');
  return `"${name}"${marks === '' ? '' : ` (${marks})`}`;
}

const listText = (sheets: readonly SheetPart[]): string =>
  `${sheets.slice(0, 20).map(sheetText).join(', ')}${sheets.length > 20 ? ` and ${sheets.length - 20} more` : ''}`;

/** The sheet to read: the one that is named, by its name or else by its number from 1, or the first one that people see. */
export function chooseSheet(
  sheets: readonly SheetPart[],
  wanted: string | number | undefined,
  file: string,
): SheetPart {
  const refuse = (problem: string): never => {
    throw new BulkInputError(problem, { code: 'choose-sheet', sheets: listText(sheets) }, { file });
  };
  if (wanted === undefined)
    return (
      sheets.find(({ kind, isHidden }) => kind === 'cells' && !isHidden) ??
      refuse('no sheet that is shown has cells')
    );
  const name = String(wanted);
  const found =
    (typeof wanted === 'string'
      ? (sheets.find((one) => one.name === name) ??
        sheets.find((one) => fold(one.name) === fold(name)))
      : undefined) ?? (/^\d+$/.test(name) ? sheets[Number(name) - 1] : undefined);
  if (!found) return refuse(`the workbook has no sheet ${JSON.stringify(wanted)}`);
  return found.kind === 'cells'
    ? found
    : refuse(
        `the sheet "${found.name}" is ${kindNames[found.kind] === 'no cells' ? 'without cells' : 'a chart'}`,
      );
}

const fold = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** The notes on sheets that are not read, and on one that is hidden. */
export function sheetNotes(sheets: readonly SheetPart[], read: SheetPart): string[] {
  const others = sheets.filter((sheet) => sheet !== read);
  return [
    ...(read.isHidden ? [`The sheet "${read.name}" is hidden in the workbook.`] : []),
    ...(others.length > 0
      ? [`Only the sheet "${read.name}" is read, not ${listText(others)}.`]
      : []),
  ];
}
