import { haloDate } from 'halopsa/dates';
import { detailsOf, type Progress } from 'halopsa-catalogue/details';
import { isInactive } from 'halopsa-catalogue/references';
import type { Colours } from './colours.js';
import type { Row } from './printer.js';

/** Colours the text of a column of a row by how far its record is. */
export type Shade = (row: Row, column: string, text: string) => string;

const dayMs = 86_400_000;

/** Records that ended or are inactive are dim; the status of the others is red once they are overdue, and yellow on the day before. */
export function shadesOf(resource: string, colours: Colours, now: number = Date.now()): Shade {
  const { progress } = detailsOf(resource);
  return (row, column, text) => {
    if (hasEnded(row, progress)) return colours.dim(text);
    if (!progress || !isStatus(column, progress)) return text;
    const due = dueAt(row, progress);
    if (due === undefined || due - now > dayMs) return colours.green(text);
    return due < now ? colours.red(text) : colours.yellow(text);
  };
}

const hasEnded = (row: Row, progress: Progress | undefined): boolean =>
  isInactive(row) || (progress !== undefined && row[progress.ended] === true);

const isStatus = (column: string, { by }: Progress): boolean =>
  column === by || column === by.replace(/_id$/, '_name');

const dueAt = (row: Row, { due }: Progress): number | undefined => {
  const value = due === undefined ? undefined : row[due];
  return typeof value === 'string' ? haloDate(value)?.getTime() : undefined;
};
