import type { Resource } from 'halopsa-catalogue';
import type { Note } from 'halopsa-catalogue/errors';
import { LatestRows } from '../reading/latest-rows.js';
import type { SourceRow } from '../reading/source.js';
import { isFindable } from './create-keys.js';
import { heldRows } from './held-rows.js';
import { InactiveNames } from './inactive-names.js';
import type { Action, PlanHeader, PlanRow, PlanWriter } from './plan-file.js';
import type { PlanRequest } from './plan-request.js';
import type { Preflight } from './preflight.js';
import { type Reason, Reasons } from './reasons.js';
import { type Referring, referredRows } from './referred-rows.js';
import type { RowPlanner } from './row-planner.js';

const samplesOfEach = 5;
/** Rows that are refused, of which more are shown. */
const samplesOfErrors = 100;

/** The rows of a plan in numbers, with some of each action and the reasons of those that have one. */
class SeenRows {
  readonly counts: Record<Action, number> = { update: 0, create: 0, delete: 0, skip: 0, error: 0 };
  readonly sample: PlanRow[] = [];
  /** New records that no key finds. */
  keyless = 0;
  readonly #reasons = new Reasons();
  readonly #header: PlanHeader;

  constructor(header: PlanHeader) {
    this.#header = header;
  }

  add(row: PlanRow): void {
    const { action, message } = row;
    this.counts[action] += 1;
    if (action === 'create' && !isFindable(row, this.#header)) this.keyless += 1;
    if (this.counts[action] <= (action === 'error' ? samplesOfErrors : samplesOfEach))
      this.sample.push(row);
    if (message !== undefined) this.#reasons.add(action, { ...row, message });
  }

  get reasons(): Reason[] {
    return this.#reasons.list();
  }
}

/** The rows that are planned, and the notes on others once all rows have been read. */
function rowsOf({ source, mapping }: PlanRequest): {
  batches: AsyncIterable<readonly SourceRow[]>;
  notes: () => string[];
} {
  const latest = mapping?.latest && new LatestRows(source, mapping.latest);
  return latest
    ? { batches: latest.rows(), notes: () => latest.notes() }
    : { batches: source.rows(), notes: () => [] };
}

interface Planning extends Pick<Referring, 'targets' | 'references'> {
  readonly planner: RowPlanner;
  readonly preflight: Preflight | undefined;
  readonly resource: Resource;
  readonly header: PlanHeader;
}

/** Plans the rows of the source, batch by batch, and writes each down. */
export async function writeRows(
  request: PlanRequest,
  writer: PlanWriter,
  { planner, preflight, resource, header, targets, references }: Planning,
): Promise<{
  counts: Record<Action, number>;
  keyless: number;
  sample: PlanRow[];
  reasons: Reason[];
  notes: readonly Note[];
}> {
  const seen = new SeenRows(header);
  const inactive = new InactiveNames();
  const { batches, notes } = rowsOf(request);
  let done = 0;
  for await (const batch of batches) {
    const drafted = await planner.plan(batch);
    const referred = await referredRows(drafted, {
      targets,
      references,
      unmatched: planner.unmatched,
    });
    const planned = request.tenant
      ? await heldRows(referred, resource.attribute, request.tenant)
      : referred;
    for (const row of preflight ? await preflight.check(planned) : planned) {
      seen.add(row);
      inactive.note(row, targets, references);
      writer.add(row);
    }
    await writer.flush();
    done += batch.length;
    request.onProgress?.(done);
  }
  const { counts, keyless, sample } = seen;
  return {
    counts,
    keyless,
    sample,
    reasons: seen.reasons,
    notes: [...notes(), ...inactive.notes(), ...references.notes()],
  };
}
