import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, lstat, realpath, rename, stat, unlink } from 'node:fs/promises';
import type { Note, Remedy } from 'halopsa-catalogue/errors';
import { openPrivate } from 'halopsa-ground/node';
import type { Cell } from '../cell.js';
import type { Fields } from '../fields.js';
import { BulkInputError, cannotWrite } from '../input-error.js';
import { readJournal, refuseJournalAt } from '../journal/journal.js';
import type { Id } from '../matching/record-id.js';
import type { SourceFile } from '../reading/file-state.js';
import { takeJobLock } from '../run/job-lock.js';
import type { MadeRecord } from '../run/made-record.js';
import { splitLines } from './split-lines.js';
import type { Why } from './why.js';

/** What a job does with the records of its rows. */
export type Mode = 'update' | 'create' | 'upsert' | 'delete';

/** What is to happen to one row. */
export type Action = 'update' | 'create' | 'delete' | 'skip' | 'error';

/** The first line of a plan. */
export interface PlanHeader {
  readonly format: 'halo-bulk-plan';
  readonly version: 2;
  readonly id: string;
  readonly created: string;
  /** The tenant that it was made for; empty for a plan made without one. */
  readonly tenant: string;
  /** The name of the tenant where its server holds several, empty for none; undefined where that was not known. */
  readonly tenantName?: string | undefined;
  /** The application that it was made by. */
  readonly clientId?: string | undefined;
  /** The person who made it. */
  readonly by?: string | undefined;
  /** Where it was written, which distinguishes a copy from the plan itself. */
  readonly path?: string | undefined;
  readonly resource: string;
  readonly mode: Mode;
  /** Keys by which rows are matched with records, in order. */
  readonly match: readonly (readonly string[])[];
  /** Whether rows were compared with the records of the tenant. */
  readonly compared: boolean;
  /** Top-level fields that rows may set. */
  readonly fields: readonly string[];
  /** Field that tells each new record of this plan apart, so that it can be found again. */
  readonly marker?: string | undefined;
  readonly source: {
    readonly name: string;
    readonly format: string;
    readonly columns: readonly string[];
    /** Columns that are read as numbers; undefined for none. */
    readonly numbers?: readonly NumberColumn[] | undefined;
    /** The state of its file when it was opened. */
    readonly file?: SourceFile | undefined;
  };
  /** The options that rows of it are planned again with: as a person writes them, or as they were given. */
  readonly again?: string | PlanAgain | undefined;
  /** The plan that this one takes back. */
  readonly undoes?: string | undefined;
}

/** What rows of a plan are planned again with: options of `createPlan`, and the path of a map file. */
export interface PlanAgain {
  readonly mode: Mode;
  readonly match?: readonly string[] | undefined;
  readonly marker?: string | undefined;
  readonly allowNear?: boolean | undefined;
  readonly blind?: boolean | undefined;
  readonly checkIds?: boolean | undefined;
  readonly checkForms?: boolean | undefined;
  readonly zone?: string | undefined;
  readonly map: string;
}

/** A column that is read as numbers. */
export interface NumberColumn {
  /** Its place, from 0. */
  readonly at: number;
  /** The decimal sign that a person has named for it. */
  readonly decimal?: '.' | ',' | undefined;
}

/** One row of a plan. */
export interface PlanRow {
  /** From 1, in the order of the source. */
  readonly row: number;
  readonly line: number;
  readonly action: Action;
  readonly id?: Id | undefined;
  /** What a person calls the record that is changed or deleted. */
  readonly name?: string | undefined;
  /** What the record is known by beside its id: see `knownBy`. */
  readonly known?: Fields | undefined;
  /** Fields to send. */
  readonly set?: Fields | undefined;
  /** What stood in those fields; null for nothing. */
  readonly before?: Fields | undefined;
  /** What a record that this row deletes held when it was made, beside what was set. */
  readonly made?: MadeRecord | undefined;
  /** Why the row is skipped or refused. */
  readonly message?: string | undefined;
  /** What can be done about it, where that depends on options; `whyText` puts both into words. */
  readonly remedy?: Remedy | undefined;
  /** How many other faults the row has. */
  readonly others?: number | undefined;
  readonly column?: string | undefined;
  /** The row as it stood in the source. */
  readonly cells: readonly Cell[];
}

/** The id of the record that a row changes or deletes. */
export function idOf({ id, row, action }: PlanRow): Id {
  if (id === undefined) throw new Error(`row ${row} is to ${action} a record and names none`);
  return id;
}

/** The row as an error in place of a write. */
export const refusedRow = (
  { row, line, id, cells }: PlanRow,
  { message, remedy }: Pick<Why, 'message' | 'remedy'>,
): PlanRow => ({
  row,
  line,
  action: 'error',
  ...(id === undefined ? {} : { id }),
  message,
  ...(remedy === undefined ? {} : { remedy }),
  cells,
});

/** The last line of a plan: what it holds, and the proof that it is whole. */
export interface PlanFooter {
  readonly end: true;
  readonly rows: number;
  readonly counts: Readonly<Record<Action, number>>;
  /** Requests that applying it takes, and how long they take at the budget, in milliseconds. */
  readonly requests: number;
  readonly forecastMs: number;
  /** The same for reading every row back (`verify: 'all'`); undefined where the plan is of an earlier version. */
  readonly verify?: { readonly requests: number; readonly forecastMs: number } | undefined;
  /** New records whose rows leave the key of the plan empty; undefined for none. */
  readonly keyless?: number | undefined;
  /** Records that the list held when they were planned, where that is known. */
  readonly listed?: number | undefined;
  /** What to know before it is applied; `noteText` of `halopsa-catalogue/errors` puts it into words. */
  readonly warnings: readonly Note[];
  /** SHA-256 of everything before this word. */
  readonly sha256: string;
}

const bufferedCharacters = 131_072;

/** Writes a plan: to a file beside it first, so that a plan is either whole or not there. */
export class PlanWriter {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  #waiting = '';

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** Begins a plan; refuses a path where a file stands already, unless that is a plan of the same rows that nobody can have applied. */
  static async create(path: string, header: PlanHeader): Promise<PlanWriter> {
    if (await exists(path)) await refuseToReplace(path, header);
    else await refuseJournalAt(path);
    const file = await openPrivate(`${path}.part`, 'w').catch((error: Error) => {
      throw new BulkInputError(
        `the plan cannot be written: ${error.message}`,
        { code: 'choose-out' },
        { file: path },
      );
    });
    const writer = new PlanWriter(path, file);
    writer.add(header);
    return writer;
  }

  /** Adds a line; call `flush` now and then. */
  add(line: PlanHeader | PlanRow): void {
    this.#waiting += `${JSON.stringify(line)}\n`;
  }

  /** Writes what has been added, once it is much. */
  async flush(): Promise<void> {
    if (this.#waiting.length >= bufferedCharacters)
      await this.#write().catch(cannotWrite(this.path));
  }

  /** Writes the footer and puts the plan in its place. */
  async finish(footer: Omit<PlanFooter, 'end' | 'sha256'>): Promise<PlanFooter> {
    return this.#finish(footer).catch(cannotWrite(this.path));
  }

  async #finish(footer: Omit<PlanFooter, 'end' | 'sha256'>): Promise<PlanFooter> {
    await this.#write();
    const counted = { end: true as const, ...footer };
    const whole: PlanFooter = {
      ...counted,
      sha256: this.#hash.update(JSON.stringify(counted)).digest('hex'),
    };
    await this.#file.appendFile(`${JSON.stringify(whole)}\n`);
    await this.#file.sync();
    await this.#file.close();
    await this.#place();
    return whole;
  }

  /** A plan that is replaced is not begun meanwhile. */
  async #place(): Promise<void> {
    const lock = await takeJobLock(this.path);
    try {
      await refuseJournalAt(this.path);
      await rename(`${this.path}.part`, this.path);
    } finally {
      lock.release();
    }
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await unlink(`${this.path}.part`).catch(() => undefined);
  }

  async #write(): Promise<void> {
    const bytes = Buffer.from(this.#waiting, 'utf8');
    this.#waiting = '';
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length; ) at += (await this.#file.write(bytes, at)).bytesWritten;
  }
}

/** A plan that was refused for its errors, or changes nothing, makes way for the next one of the same rows; any other file stays. */
async function refuseToReplace(
  path: string,
  { resource, source, path: out, tenant }: PlanHeader,
): Promise<void> {
  const place = { file: path };
  const plan = await checkPlan(path).catch(() => undefined);
  if (!plan) throw new BulkInputError('there is a file already', { code: 'choose-out' }, place);
  const { header, footer } = plan;
  const isBegun = (await readJournal(plan).catch(() => true)) !== undefined;
  if (isBegun)
    throw new BulkInputError(
      'there is a file already: a plan that was applied',
      { code: 'choose-out' },
      place,
    );
  const { counts } = footer;
  const isOfUse = counts.error === 0 && counts.update + counts.create + counts.delete > 0;
  const isSame =
    header.resource === resource &&
    header.source.name === source.name &&
    header.path === out &&
    header.tenant === tenant;
  if (isSame && !isOfUse) return;
  const what = isOfUse ? 'a plan that is ready to be applied' : 'a plan of other rows';
  throw new BulkInputError(
    `there is a file already: ${what}`,
    { code: 'choose-out', instead: 'remove the file if you do not need it' },
    place,
  );
}

/** A plan that was found to be whole. */
export interface CheckedPlan {
  readonly path: string;
  readonly header: PlanHeader;
  readonly footer: PlanFooter;
}

/** Reads a plan through and proves it whole and unchanged. A link stands for the plan that it leads to, whose journal lies beside that. */
export async function checkPlan(given: string): Promise<CheckedPlan> {
  const isLink = await lstat(given).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  const path = isLink ? await realpath(given) : given;
  const hash = createHash('sha256');
  let header: PlanHeader | undefined;
  let last = '';
  for await (const line of planLines(path)) {
    if (last !== '') hash.update(`${last}\n`);
    if (header === undefined) header = parseHeader(line, path);
    last = line;
  }
  const footer = parseFooter(last);
  if (!header || !footer)
    throw new BulkInputError('the plan is cut short', { code: 'plan-anew' }, { file: path });
  const { sha256, ...counted } = footer;
  if (hash.update(JSON.stringify(counted)).digest('hex') !== sha256)
    throw new BulkInputError(
      'the plan was changed after it was made',
      'A plan is never edited: change the source and plan again.',
      { file: path },
    );
  return { path, header, footer };
}

/** The rows of a plan, a batch at a time. */
export async function* readPlanRows(path: string): AsyncGenerator<PlanRow> {
  let isHeader = true;
  for await (const line of planLines(path)) {
    if (!isHeader && line.startsWith('{"row":')) yield JSON.parse(line) as PlanRow;
    isHeader = false;
  }
}

async function* planLines(path: string): AsyncGenerator<string> {
  if (!(await exists(path)))
    throw new BulkInputError('the plan does not exist', { code: 'plan-anew' }, { file: path });
  for await (const lines of splitLines(createReadStream(path))) yield* lines;
}

function parseHeader(line: string, path: string): PlanHeader {
  const header = parse(line) as Partial<PlanHeader> | undefined;
  if (header?.format !== 'halo-bulk-plan')
    throw new BulkInputError('this is not a plan', { code: 'name-plan' }, { file: path });
  if (header.version !== 2)
    throw new BulkInputError(
      `this plan is of version ${String(header.version)}`,
      'Use the version of halo that made it.',
      { file: path },
    );
  return header as PlanHeader;
}

const parseFooter = (line: string): PlanFooter | undefined => {
  const footer = parse(line) as Partial<PlanFooter> | undefined;
  return footer?.end === true ? (footer as PlanFooter) : undefined;
};

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
