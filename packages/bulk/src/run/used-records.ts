import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { Fields } from '../fields.js';
import { hasAll } from '../matching/same-value.js';
import type { PlanRow } from '../plan/plan-file.js';
import type { Tenant } from '../tenant.js';
import { Dependents } from './dependents.js';
import { changedSince } from './made-record.js';
import { changeText } from './reconcile.js';

/** Records that a job has made, compared with their present state: what others use is not undone. */
export class UsedRecords {
  readonly #resource: Resource;
  readonly #dependents: Dependents;

  private constructor(resource: Resource, dependents: Dependents) {
    this.#resource = resource;
    this.#dependents = dependents;
  }

  /** Reads what refers to the records with these ids, which are to be deleted. */
  static async read(
    tenant: Tenant,
    resource: string,
    ids: readonly (number | string)[],
  ): Promise<UsedRecords> {
    return new UsedRecords(resourceNamed(resource), await Dependents.read(tenant, resource, ids));
  }

  /** Why a record is left alone; undefined where it is as it was made. */
  reasonFor(row: PlanRow, found: Fields): string | undefined {
    if (row.before && !hasAll(row.before, found)) return changeText(row, found);
    const changed =
      row.made && changedSince(row.made, row.before ?? {}, { found, resource: this.#resource });
    return changed ?? this.#dependents.of(found);
  }
}
