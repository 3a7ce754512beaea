import type { Resource } from 'halopsa-catalogue';
import type { Fields } from '../fields.js';
import type { Id } from '../matching/record-id.js';
import type { PlanRow } from '../plan/plan-file.js';
import type { Job } from './job.js';
import { madeRecord } from './made-record.js';
import { BulkStoppedError } from './stopped.js';

/** How a job is run. */
export interface RunOptions {
  /** Sends rows whose records were changed after they were planned. */
  readonly force?: boolean | undefined;
  /** Ends the job once more than this many rows have failed. */
  readonly maxFailures?: number | undefined;
  /** How long a request whose answer was lost may still be at work on the server, in milliseconds; default: 3,000. */
  readonly settleMs?: number | undefined;
  readonly onProgress?: ((finished: number) => void) | undefined;
  /** Called with what the user should know although the job goes on. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/** Notes in the journal what became of rows, tells of the progress, and ends a job in which too many rows fail. */
export class RowNotes {
  readonly #job: Job;
  readonly #options: RunOptions;
  readonly #resource: Resource;
  #failures = 0;

  constructor(job: Job, options: RunOptions, resource: Resource) {
    this.#job = job;
    this.#options = options;
    this.#resource = resource;
  }

  /** The rows are about to be sent. */
  sending(rows: readonly PlanRow[]): Promise<void> {
    return this.#job.note({ t: 'intent', rows: rows.map(({ row }) => row) });
  }

  /** The rows were sent or not, and took no effect: they may be sent again. */
  released(rows: readonly PlanRow[]): Promise<void> {
    return this.#job.note({ t: 'released', rows: rows.map(({ row }) => row) });
  }

  /** The rows took effect, with the ids of their records and the records as the answer shows them, where it does. */
  done(rows: readonly PlanRow[], ids?: readonly Id[], records?: readonly Fields[]): Promise<void> {
    const about = { resource: this.#resource, marker: this.#job.plan.header.marker };
    const made = records?.map(
      (record, at) => madeRecord(record, rows[at]?.set ?? {}, about) ?? null,
    );
    const entry = {
      t: 'done',
      rows: rows.map(({ row }) => row),
      ...(ids ? { ids } : {}),
      ...(made ? { made } : {}),
    } as const;
    return this.#note(entry, rows.length);
  }

  /** Nobody knows whether the row took effect. */
  unknown(row: PlanRow, error: string): Promise<void> {
    return this.#note({ t: 'unknown', row: row.row, error }, 1);
  }

  /** The row was not sent. */
  skipped(row: PlanRow, reason: string): Promise<void> {
    return this.#note({ t: 'skipped', row: row.row, reason }, 1);
  }

  /** Halo refused the row, or did not do what it says. */
  async failed(row: PlanRow, error: string): Promise<void> {
    await this.#note({ t: 'failed', row: row.row, error }, 1);
    this.#failures += 1;
    const { maxFailures } = this.#options;
    if (maxFailures !== undefined && this.#failures > maxFailures)
      throw new BulkStoppedError(
        `more than ${maxFailures} rows failed`,
        new Error(error),
        this.#job.plan.path,
      );
  }

  async #note(entry: Parameters<Job['note']>[0], finished: number): Promise<void> {
    await this.#job.note(entry);
    this.#options.onProgress?.(finished);
  }
}
