import { outcomeOf } from 'halopsa';
import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { CurrentRecords } from '../matching/current-records.js';
import { type Id, listOf } from '../matching/record-id.js';
import { filledKeys, isFindable } from '../plan/create-keys.js';
import { largestBatch } from '../plan/estimate.js';
import { otherRecord } from '../plan/known-by.js';
import type { PlanHeader, PlanRow } from '../plan/plan-file.js';
import type { Tenant } from '../tenant.js';
import { accepted, wasAccepted } from './accepted.js';
import { BatchSize } from './batch-size.js';
import { classifyFailure, messageOf, Refusal } from './classify-failure.js';
import { conflictOf } from './conflict.js';
import { CustomFields } from './custom-fields.js';
import { DeletedRecords } from './deleted-records.js';
import type { Job } from './job.js';
import { MarkProof } from './mark-proof.js';
import type { Proof } from './proof.js';
import { type Finding, findOut, missingIn, notFound, readBack } from './reconcile.js';
import { RowNotes, type RunOptions } from './row-notes.js';
import { sendRows } from './send-rows.js';
import { BulkStoppedError } from './stopped.js';
import type { UsedRecords } from './used-records.js';
import { WholeRecords } from './whole-record.js';

const mostAttempts = 4;

/** Sends the rows of a job: in arrays, several at a time, each noted before and after. */
export class Runner {
  readonly #job: Job;
  readonly #tenant: Tenant;
  readonly #options: RunOptions;
  readonly #header: PlanHeader;
  readonly #resource: Resource;
  readonly #notes: RowNotes;
  readonly #size: BatchSize;
  readonly #mark: MarkProof;
  /** Rows of which nothing can be said before the mark is proven. */
  #deferred: PlanRow[] = [];
  readonly #lostCounts = new Map<number, number>();
  readonly #customFields: CustomFields;
  readonly #whole: WholeRecords;
  readonly #deleted: DeletedRecords;

  constructor(job: Job, tenant: Tenant, options: RunOptions) {
    this.#job = job;
    this.#tenant = tenant;
    this.#options = options;
    this.#header = job.plan.header;
    this.#customFields = new CustomFields(tenant, this.#header.resource);
    this.#whole = new WholeRecords(tenant, this.#header.resource);
    this.#deleted = new DeletedRecords(job.plan.path);
    this.#resource = resourceNamed(this.#header.resource);
    this.#notes = new RowNotes(job, options, this.#resource);
    this.#size = new BatchSize(
      this.#resource.operations['upsert']?.body === 'single' ? 1 : largestBatch,
    );
    this.#mark = new MarkProof(job, tenant);
  }

  /** Records that one request may take. */
  get batchSize(): number {
    return this.#size.size;
  }

  /** Whether a row shares its request with no other: a delete, and a new record that nothing would find again. */
  goesAlone(row: PlanRow): boolean {
    return (
      row.action === 'delete' ||
      (row.action === 'create' && (this.isProving || !isFindable(row, this.#known)))
    );
  }

  /** Whether new records go one after the other, until the first is found by its mark. */
  get isProving(): boolean {
    return this.#mark.isOpen;
  }

  /** The header without a marker that finds nothing. */
  get #known(): PlanHeader {
    return this.#mark.isRefuted ? { ...this.#header, marker: undefined } : this.#header;
  }

  /** Deletes records, each of which is kept on the disk first. What a job has made is deleted where it is as it was made and nothing belongs to it. */
  async remove(rows: readonly PlanRow[], used: UsedRecords | undefined): Promise<void> {
    for (const row of rows) {
      const found = await this.#whole
        .get(row)
        .catch((error: unknown) =>
          this.#stop('reading a record before it is deleted failed', error),
        );
      const reason = found
        ? this.#options.force
          ? undefined
          : (otherRecord(row, found) ?? used?.reasonFor(row, found))
        : `the record with id ${row.id} is gone`;
      if (reason !== undefined) await this.#notes.skipped(row, reason);
      else if (found) {
        await this.#deleted.keep(found);
        await this.#write([row]);
      }
    }
  }

  /** Closes what the run has opened. */
  close(): Promise<void> {
    return this.#deleted.close();
  }

  /** Checks rows of one action against the records as they are, and sends those that are as they were planned. */
  async send(rows: readonly PlanRow[], current: CurrentRecords | undefined): Promise<void> {
    const ready = current ? await this.#checked(rows, current) : rows;
    await this.#write(ready);
  }

  /** Finds out what became of rows that were sent and whose answers are not known; gives those that took no effect. */
  async settle(rows: readonly PlanRow[]): Promise<readonly PlanRow[]> {
    if (rows.length === 0) return rows;
    const again: PlanRow[] = [];
    const current = await this.#readSettled(rows);
    for (const row of rows) {
      if (await this.#isSettled(row, findOut(row, this.#known, current))) continue;
      this.#customFields.keep(row, current);
      again.push(row);
    }
    if (again.length > 0) await this.#notes.released(again);
    return again;
  }

  /** Notes what became of a row; false for one that took no effect and can be sent again. */
  async #isSettled(row: PlanRow, finding: Finding): Promise<boolean> {
    if (finding.kind === 'not-applied') return row.action === 'create' && this.#mayBeThere(row);
    if (finding.kind === 'applied') await this.#found(row, finding.id);
    else if (finding.kind === 'changed') await this.#notes.skipped(row, finding.reason);
    else
      await this.#notes.unknown(
        row,
        `${this.#job.states.doubt(row.row) ?? 'its answer was lost'}, and ${finding.reason}`,
      );
    return true;
  }

  /** A record that was found proves the mark that it was found by. */
  async #found(row: PlanRow, id: Id | undefined): Promise<void> {
    if (row.action === 'create' && this.#hasMarkAlone(row)) await this.#mark.confirm();
    await this.#done([row], listOf(id));
  }

  /** Whether the record of a row may exist although it was not found: the row is then not sent again. */
  async #mayBeThere(row: PlanRow): Promise<boolean> {
    const reason = this.#job.states.reason(row.row);
    if (wasAccepted(reason)) await this.#notes.unknown(row, reason);
    else if (this.isProving && this.#hasMarkAlone(row)) this.#deferred.push(row);
    else return false;
    return true;
  }

  /** Ends a run in which one answer after the other is lost before the mark is proven. */
  #refuseToDeferMore(): void {
    if (!this.isProving || this.#deferred.length < mostAttempts) return;
    const lost = new Error(
      `no record shows yet that Halo keeps ${this.#header.marker}, so none of these rows is sent again`,
    );
    throw new BulkStoppedError(
      `the answers to ${this.#deferred.length} requests in a row were lost`,
      lost,
      this.#job.plan.path,
    );
  }

  /** Whether a new record has no key beside its mark. */
  #hasMarkAlone(row: PlanRow): boolean {
    return filledKeys(row, this.#known).length === 1;
  }

  /** Settles the rows that waited for the mark to be proven. */
  async recoverDeferred(): Promise<void> {
    const waiting = this.#deferred;
    this.#deferred = [];
    if (!this.isProving) return this.recover(waiting);
    for (const row of waiting)
      await this.#notes.unknown(
        row,
        `its answer was lost, and no record shows yet that Halo keeps ${this.#header.marker}`,
      );
  }

  /** Settles rows, and sends those that took no effect. */
  async recover(rows: readonly PlanRow[]): Promise<void> {
    const again = await this.settle(rows);
    for (const action of ['update', 'create', 'delete'] as const) {
      const same = again.filter((row) => row.action === action);
      while (same.length > 0) await this.#write(same.splice(0, this.#firstOf(same)));
    }
  }

  /** How many of the first rows go into one request. */
  #firstOf(rows: readonly PlanRow[]): number {
    const alone = rows.findIndex((row) => this.goesAlone(row));
    return alone < 0 ? this.batchSize : Math.max(1, Math.min(alone, this.batchSize));
  }

  async #checked(rows: readonly PlanRow[], current: CurrentRecords): Promise<PlanRow[]> {
    const ready: PlanRow[] = [];
    const against = {
      header: this.#known,
      resource: this.#resource,
      force: this.#options.force === true,
    };
    await current.readListsOf(
      rows.flatMap(({ action, set }) => (action === 'create' ? [set ?? {}] : [])),
    );
    await current.prefetch(rows.flatMap(({ id }) => (id === undefined ? [] : [id])));
    for (const row of rows) {
      const conflict = conflictOf(row, current, against);
      if (conflict === undefined) {
        this.#customFields.keep(row, current);
        ready.push(row);
      } else await this.#notes.skipped(row, conflict);
    }
    current.forget(rows.flatMap(({ id }) => id ?? []));
    return ready;
  }

  async #write(rows: readonly PlanRow[]): Promise<void> {
    if (rows.length === 0) return;
    this.#tenant.signal?.throwIfAborted();
    await this.#notes.sending(rows);
    const answer = await sendRows(
      this.#tenant,
      { header: this.#known, customFields: this.#customFields },
      rows,
    ).catch((error: unknown) => new Refusal(error));
    if (answer instanceof Refusal) return this.#failed(rows, answer.error);
    this.#size.grow();
    if (answer.proven.length > 0) await this.#done(answer.proven, answer.ids, answer.records);
    if (this.isProving && rows[0]?.action === 'create') await this.#proveMark(answer);
    if (answer.others.length === 0) return;
    await this.#lookUp(answer.others).catch((error: unknown) =>
      this.#stop('reading back what was sent failed', error),
    );
  }

  async #proveMark({ proven: [row], ids: [id] = [] }: Proof): Promise<void> {
    if (row && id !== undefined)
      await this.#mark
        .prove(row, id)
        .catch((error: unknown) => this.#stop('looking for a new record failed', error));
  }

  /** Looks up rows that Halo accepted without proof. None is sent again: it may be there under another spelling of its key. */
  async #lookUp(rows: readonly PlanRow[]): Promise<void> {
    const current = await this.#readSettled(rows);
    for (const row of rows) {
      if (await this.#isTold(row, current, 'Halo did not tell its id')) continue;
      const finding = findOut(row, this.#known, current);
      if (row.action === 'create') await this.#notes.unknown(row, `${accepted}, but ${notFound}`);
      else await this.#notes.failed(row, `${accepted}, but ${missingIn(finding)}`);
    }
  }

  async #failed(rows: readonly PlanRow[], error: unknown): Promise<void> {
    if (this.#tenant.signal?.aborted) throw this.#tenant.signal.reason;
    const failure = classifyFailure(error);
    if (failure === 'unsent') {
      await this.#notes.released(rows);
      throw new BulkStoppedError('stopped', error, this.#job.plan.path);
    }
    if (failure === 'lost') return this.#lost(rows, error);
    const [only] = rows as [PlanRow];
    if (
      rows.length === 1 &&
      only.action === 'delete' &&
      (error as { status?: number }).status === 404
    )
      return this.#done(rows, undefined);
    if (rows.length === 1) return this.#refused(only, error);
    // Records before the one that was refused may have been written: new ones are looked for before the rest is sent again.
    const waiting = only.action === 'create' ? await this.#notCreated(rows) : rows;
    const middle = Math.ceil(waiting.length / 2);
    await this.#write(waiting.slice(0, middle));
    await this.#write(waiting.slice(middle));
  }

  /** A row whose request was refused; by some statuses nobody knows whether Halo had acted before. */
  async #refused(row: PlanRow, error: unknown): Promise<void> {
    const said = messageOf(error);
    const isLate = outcomeOf({ error, records: [row], uncertain: false }) === 'unknown';
    const isTold = isLate && (await this.#isTold(row, await this.#readSettled([row]), said));
    if (!isTold) await this.#notes.failed(row, said);
  }

  /** Notes what the records tell of a row that was refused; false where it took no effect. */
  async #isTold(row: PlanRow, current: CurrentRecords, said: string): Promise<boolean> {
    const finding = findOut(row, this.#known, current);
    if (finding.kind === 'applied') await this.#found(row, finding.id);
    else if (finding.kind === 'several' || finding.kind === 'unclear')
      await this.#notes.unknown(row, `${said}, and ${finding.reason}`);
    else return false;
    return true;
  }

  async #lost(rows: readonly PlanRow[], error: unknown): Promise<void> {
    this.#size.shrink();
    const attempts = Math.max(0, ...rows.map(({ row }) => this.#lostCounts.get(row) ?? 0)) + 1;
    for (const { row } of rows) this.#lostCounts.set(row, attempts);
    if (attempts >= mostAttempts)
      throw new BulkStoppedError(
        `the answers to ${attempts} requests in a row were lost`,
        error,
        this.#job.plan.path,
      );
    await this.recover(rows).catch((second: unknown) =>
      this.#stop('an answer was lost, and reading back failed too', second),
    );
    for (const { row } of rows) this.#lostCounts.delete(row);
    this.#refuseToDeferMore();
  }

  #done(...[rows, ids, records]: Parameters<RowNotes['done']>): Promise<void> {
    this.#customFields.forget(rows);
    return this.#notes.done(rows, ids, records);
  }

  #stop(reason: string, error: unknown): never {
    if (error instanceof BulkStoppedError || this.#tenant.signal?.aborted) throw error;
    throw new BulkStoppedError(reason, error, this.#job.plan.path);
  }

  async #notCreated(rows: readonly PlanRow[]): Promise<PlanRow[]> {
    const current = await readBack(this.#tenant, this.#known, rows);
    const waiting: PlanRow[] = [];
    for (const row of rows)
      if (!(await this.#isTold(row, current, 'Halo refused the request'))) waiting.push(row);
    return waiting;
  }

  /** A create that was sent may still be at work: what is not there is looked for once more, later. */
  async #readSettled(rows: readonly PlanRow[]): Promise<CurrentRecords> {
    const current = await readBack(this.#tenant, this.#known, rows);
    const missing = rows.some(
      (row) => row.action === 'create' && findOut(row, this.#known, current).kind === 'not-applied',
    );
    if (!missing) return current;
    await this.#tenant.sleep(this.#options.settleMs ?? 3_000);
    return readBack(this.#tenant, this.#known, rows);
  }
}
