import type { Id } from '../matching/record-id.js';
import type { Entry } from './journal.js';

const noteLost = 'its notes in the journal were damaged';

/** What is known of a row: that nothing was sent, its outcome, or only that it was sent. */
export type RowState = 'waiting' | 'sent' | 'done' | 'failed' | 'skipped' | 'unknown';

const states: readonly RowState[] = ['waiting', 'sent', 'done', 'failed', 'skipped', 'unknown'];
const numberOf: Readonly<Record<RowState, number>> = {
  waiting: 0,
  sent: 1,
  done: 2,
  failed: 3,
  skipped: 4,
  unknown: 5,
};

/** The states of the rows of a job, a byte each, with the ids and reasons of those that have one. */
export class RowStates {
  readonly #states: Uint8Array;
  readonly #ids = new Map<number, Id>();
  readonly #reasons = new Map<number, string>();
  /** Whether the job has come to its end. */
  isEnded = false;
  /** Whether new records are found by the mark that they carry, once that is known. */
  isMarkKept: boolean | undefined;

  constructor(rows: number) {
    this.#states = new Uint8Array(rows + 1);
  }

  /** Takes in a note of the journal. */
  apply(entry: Entry): void {
    switch (entry.t) {
      case 'end':
        this.isEnded = true;
        break;
      case 'mark':
        this.isMarkKept = entry.kept;
        break;
      case 'intent':
        this.#setAll(entry.rows, 'sent');
        break;
      case 'doubt':
        for (const row of entry.rows) this.#set(row, 'sent', noteLost);
        break;
      case 'released':
        this.#setAll(entry.rows, 'waiting');
        break;
      case 'done':
        this.#setAll(entry.rows, 'done');
        for (const [at, row] of entry.rows.entries()) {
          const id = entry.ids?.[at];
          if (id !== undefined) this.#ids.set(row, id);
        }
        break;
      case 'skipped':
        this.#set(entry.row, 'skipped', entry.reason);
        break;
      case 'failed':
        this.#set(entry.row, 'failed', entry.error);
        if (entry.id !== undefined) this.#ids.set(entry.row, entry.id);
        break;
      case 'unknown':
        this.#set(entry.row, 'unknown', entry.error);
        break;
    }
  }

  state(row: number): RowState {
    return states[this.#states[row] ?? 0] ?? 'waiting';
  }

  /** The id of the record that the row has made, or that its record has since it was changed. */
  id(row: number): Id | undefined {
    return this.#ids.get(row);
  }

  reason(row: number): string | undefined {
    return this.#reasons.get(row);
  }

  /** Why it is not known whether the row was sent at all. */
  doubt(row: number): string | undefined {
    return this.state(row) === 'sent' ? this.reason(row) : undefined;
  }

  /** Whether nothing of any row has reached Halo. */
  get isUntouched(): boolean {
    return (['sent', 'done', 'failed', 'unknown'] as const).every(
      (state) => this.count(state) === 0,
    );
  }

  /** How many rows are in this state. */
  count(state: RowState): number {
    const wanted = numberOf[state];
    let count = 0;
    for (let row = 1; row < this.#states.length; row += 1)
      if (this.#states[row] === wanted) count += 1;
    return count;
  }

  #setAll(rows: readonly number[], state: RowState): void {
    for (const row of rows) {
      this.#states[row] = numberOf[state];
      this.#reasons.delete(row);
    }
  }

  #set(row: number, state: RowState, reason: string): void {
    this.#states[row] = numberOf[state];
    this.#reasons.set(row, reason);
  }
}
