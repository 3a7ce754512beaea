import { resourceNamed } from 'halopsa-catalogue';
import { shownText } from 'halopsa-ground';
import { type Fields, type FieldValue, objectsIn } from '../../fields.js';
import { recordName } from '../../matching/record-name.js';
import type { Action, PlanRow } from '../../plan/plan-file.js';

/** A field that a row changes, with what stood there and what will. */
export interface ReviewChange {
  readonly field: string;
  /** Undefined where nobody has looked at it, as with new records. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A row that is changed, made, deleted or refused. */
export interface ReviewRow {
  readonly line: number;
  readonly action: Action;
  readonly id: string;
  readonly name: string;
  /** Places in the list of changes. */
  readonly changes: readonly number[];
  /** Why it is refused. */
  readonly message: string;
}

/** A change that several rows share. */
export interface CommonChange {
  readonly change: number;
  readonly rows: number;
}

/** What fits into a page that opens in a second. */
const [mostRows, mostCharacters] = [100_000, 24_000_000];
const longestText = 200;

/** The rows of a plan as a page holds them: each change once, however many rows share it, and not more than a browser opens at once. */
export class ReviewRows {
  readonly rows: ReviewRow[] = [];
  readonly changes: ReviewChange[] = [];
  /** Rows that do not fit. */
  left = 0;
  readonly #places = new Map<string, number>();
  readonly #counts: number[] = [];
  #characters = 0;

  /** Takes in a row; `message` says why it is refused, in the words of a face. */
  add(row: PlanRow, message: string): void {
    if (this.rows.length >= mostRows || this.#characters >= mostCharacters) {
      this.left += 1;
      return;
    }
    const one: ReviewRow = {
      line: row.line,
      action: row.action,
      id: row.id === undefined ? '' : brief(String(row.id)),
      name: brief(row.name ?? recordName(row.before) ?? recordName(row.set) ?? ''),
      changes:
        row.message === undefined ? changesOf(row).map((change) => this.#placeOf(change)) : [],
      message: brief(message),
    };
    for (const place of new Set(one.changes)) this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#characters += one.id.length + one.name.length + one.message.length + 20;
    this.rows.push(one);
  }

  /** The changes that most rows share, each of at least two. */
  common(most: number): CommonChange[] {
    return this.#counts
      .map((rows, change) => ({ change, rows }))
      .filter(({ rows }) => rows > 1)
      .sort((one, other) => other.rows - one.rows || one.change - other.change)
      .slice(0, most);
  }

  /** The fields that rows change, those of the table first seen first. */
  get fields(): string[] {
    return [...new Set(this.changes.map(({ field }) => field))];
  }

  #placeOf(change: ReviewChange): number {
    const key = JSON.stringify([change.field, change.before, change.after]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.changes.push(change) - 1;
    this.#places.set(key, place);
    this.#characters += key.length;
    return place;
  }
}

/** The changes of a row, those of custom fields each by itself. */
function changesOf({ set = {}, before }: PlanRow): ReviewChange[] {
  return Object.entries(set).flatMap(([field, value]) =>
    field === 'customfields'
      ? customChanges(value, before?.[field])
      : { field, before: textIn(before, field), after: textOf(value) },
  );
}

function customChanges(value: FieldValue, before: FieldValue): ReviewChange[] {
  const old = new Map(objectsIn(before).map((one) => [String(one['name']), textOf(one['value'])]));
  return objectsIn(value)
    .map(({ name, value: after }) => ({
      field: `customfields.${String(name)}`,
      before: before === undefined ? undefined : (old.get(String(name)) ?? ''),
      after: textOf(after),
    }))
    .filter((change) => change.before !== change.after);
}

const textIn = (record: Fields | undefined, field: string): string | undefined =>
  record && Object.hasOwn(record, field) ? textOf(record[field]) : undefined;

const textOf = (value: FieldValue): string =>
  brief(
    value === null || value === undefined
      ? ''
      : typeof value === 'string'
        ? value
        : JSON.stringify(value),
  );

function brief(text: string): string {
  const shown =
    text.length > longestText
      ? `${text.slice(0, longestText)}… (${text.length.toLocaleString('en-GB')} characters)`
      : text;
  return shownText(shown);
}

/** What rows do to records, as a sentence says it. */
export const actionWords: Readonly<Record<Action, string>> = {
  update: 'to update',
  create: 'to create',
  delete: 'to delete',
  skip: 'to leave alone',
  error: 'with errors',
};

/** The records of a resource as a sentence names so many of them. */
export const recordsText = (resource: string, count: number): string => {
  const { singular, title } = resourceNamed(resource);
  return `${count.toLocaleString('en-GB')} ${count === 1 ? singular : title.toLowerCase()}`;
};
