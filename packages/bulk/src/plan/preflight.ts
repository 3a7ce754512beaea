import type { Resource } from 'halopsa-catalogue';
import type { Fields } from '../fields.js';
import { BulkError, BulkInputError } from '../input-error.js';
import { schemaOf } from '../mapping/find-field.js';
import { hasAll } from '../matching/same-value.js';
import { classifyFailure, messageOf } from '../run/classify-failure.js';
import type { Tenant } from '../tenant.js';
import { largestBatch } from './estimate.js';
import { type PlanRow, refusedRow } from './plan-file.js';

/** The field that asks Halo to check a record and to store nothing. */
const validateOnly = '_validate_only';

/**
 * Has the server check the rows of a plan before it is written, where it offers that. The first row of each kind goes alone and
 * is looked up afterwards: a server that stores what it should only check is noticed by then.
 */
export class Preflight {
  readonly #tenant: Tenant;
  readonly #resource: Resource;
  readonly #size: number;
  readonly #proven = new Set<PlanRow['action']>();

  constructor(tenant: Tenant, resource: Resource) {
    if (!schemaOf(resource)?.fields.has(validateOnly))
      throw new BulkInputError(
        `Halo has no way to check ${resource.title.toLowerCase()} without storing them`,
        { code: 'skip-preflight' },
      );
    this.#tenant = tenant;
    this.#resource = resource;
    this.#size = resource.operations['upsert']?.body === 'single' ? 1 : largestBatch;
  }

  /** The rows as they were, those that the server refuses turned into errors. */
  async check(rows: readonly PlanRow[]): Promise<PlanRow[]> {
    const refused = new Map<number, string>();
    for (const action of ['update', 'create'] as const) {
      const waiting = rows.filter((row) => row.action === action);
      let at = 0;
      for (const row of waiting) {
        if (this.#proven.has(action)) break;
        await this.#prove(row, refused);
        at += 1;
      }
      const batches: PlanRow[][] = [];
      for (; at < waiting.length; at += this.#size)
        batches.push(waiting.slice(at, at + this.#size));
      await this.#tenant.each(
        batches,
        async (batch) => void (await this.#validate(batch, refused)),
      );
    }
    return rows.map((row) => {
      const message = refused.get(row.row);
      return message === undefined ? row : refusedRow(row, { message });
    });
  }

  /** Sends one row and makes sure that nothing was stored. A row that is refused proves nothing. */
  async #prove(row: PlanRow, refused: Map<number, string>): Promise<void> {
    const answered = await this.#validate([row], refused);
    if (!answered) return;
    const id = row.id ?? (answered[0]?.['id'] as number | string | undefined);
    const found =
      id === undefined || id === 0
        ? undefined
        : await this.#tenant.get(this.#resource.attribute, id);
    const isStored =
      row.action === 'create'
        ? found !== undefined
        : row.before !== undefined && !hasAll(row.before, found ?? {});
    if (isStored && id !== undefined) throw stored(row, id, this.#resource);
    this.#proven.add(row.action);
  }

  /** Sends rows for validation; what is refused is found by halves. Gives the answer where none is. */
  async #validate(
    rows: readonly PlanRow[],
    refused: Map<number, string>,
  ): Promise<readonly Fields[] | undefined> {
    const records = rows.map(({ id, set }) => ({
      ...(id === undefined ? {} : { id }),
      ...set,
      [validateOnly]: true,
    }));
    try {
      return await this.#tenant.write(
        this.#resource.attribute,
        records,
        rows.every(({ action }) => action === 'update') ? 'idempotent' : 'unsafe',
      );
    } catch (error) {
      if (classifyFailure(error) !== 'refused') throw error;
      const [only, ...others] = rows;
      if (only && others.length === 0) refused.set(only.row, messageOf(error));
      else {
        const middle = Math.ceil(rows.length / 2);
        await this.#validate(rows.slice(0, middle), refused);
        await this.#validate(rows.slice(middle), refused);
      }
      return undefined;
    }
  }
}

function stored(row: PlanRow, id: number | string, { singular, topic }: Resource): BulkError {
  const what =
    row.action === 'create' ? `${singular} ${id} was made` : `${singular} ${id} was changed`;
  return new BulkError(
    'halo/preflight-stored',
    `This server stores what it is asked to check only: by line ${row.line}, ${what}. Nothing else was sent.`,
    row.action === 'create'
      ? { code: 'skip-preflight', delete: { topic, id } }
      : { code: 'skip-preflight', before: JSON.stringify(row.before) },
  );
}
