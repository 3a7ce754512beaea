import { BulkInputError } from '../input-error.js';

const resave = 'Open it in Excel and save it again as .xlsx, or as CSV.';

/** A workbook that is damaged, or made so that it cannot be read for certain. */
export const damaged = (file: string, problem: string, line?: number): BulkInputError =>
  new BulkInputError(`the workbook cannot be read: ${printable(problem)}`, resave, { file, line });

/** A workbook beyond a limit. */
export const tooLarge = (file: string, problem: string, line?: number): BulkInputError =>
  new BulkInputError(printable(problem), 'Split the file, or save the sheet as CSV.', {
    file,
    line,
  });

/** Text out of a file, in a message: no control characters, and not without end. */
const printable = (text: string): string => {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '?');
  return clean.length > 200 ? `${clean.slice(0, 200)}...` : clean;
};
