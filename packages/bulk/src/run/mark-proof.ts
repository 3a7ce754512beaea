import { wholeListOf } from 'halopsa-catalogue/references';
import type { Fields } from '../fields.js';
import { listWith } from '../matching/list-scope.js';
import { foldKey, keyOf } from '../matching/match-key.js';
import type { Id } from '../matching/record-id.js';
import type { PlanRow } from '../plan/plan-file.js';
import type { Tenant } from '../tenant.js';
import type { Job } from './job.js';

/**
 * Whether the mark that new records carry finds them again. A server that drops the field, cuts it short or leaves it out of its
 * list would make every lost answer look like a row that took no effect, so the first new record goes alone and is looked for.
 */
export class MarkProof {
  readonly #job: Job;
  readonly #tenant: Tenant;

  constructor(job: Job, tenant: Tenant) {
    this.#job = job;
    this.#tenant = tenant;
  }

  /** Whether new records carry a mark of which it is not known yet if it finds them. */
  get isOpen(): boolean {
    return this.#job.plan.header.marker !== undefined && this.#job.states.isMarkKept === undefined;
  }

  /** Whether new records carry a mark that does not find them. */
  get isRefuted(): boolean {
    return this.#job.states.isMarkKept === false;
  }

  /** Notes that a record was found by its mark. */
  async confirm(): Promise<void> {
    if (this.isOpen) await this.#job.note({ t: 'mark', kept: true });
  }

  /** Looks for a new record by its mark, from the first page of the list to the one that holds it. */
  async prove(row: PlanRow, id: Id): Promise<void> {
    const { marker } = this.#job.plan.header;
    if (marker === undefined || !this.isOpen) return;
    await this.#job.note({ t: 'mark', kept: await this.#isListed(row, id, marker) });
  }

  async #isListed(row: PlanRow, id: Id, marker: string): Promise<boolean> {
    const { resource } = this.#job.plan.header;
    const wanted = markOf(row.set ?? {}, marker);
    for await (const page of this.#tenant.pages(
      resource,
      listWith(resource, row.set ?? {}) ?? wholeListOf(resource),
    ))
      for (const record of page)
        if (String(record['id']) === String(id)) return markOf(record, marker) === wanted;
    return false;
  }
}

function markOf(record: Fields, marker: string): string | undefined {
  const mark = keyOf(record, [marker]);
  return mark === undefined ? undefined : foldKey(mark);
}
