import { findResource } from 'halopsa-catalogue';
import { wholeListOf } from 'halopsa-catalogue/references';
import type { Fields } from '../fields.js';
import { idOf, type PlanRow } from '../plan/plan-file.js';
import type { Tenant } from '../tenant.js';

/** Reads records as whole as Halo gives them: each by itself, or by the list where there is no other way. */
export class WholeRecords {
  readonly #tenant: Tenant;
  readonly #resource: string;
  #listed: Promise<ReadonlyMap<string, Fields>> | undefined;

  constructor(tenant: Tenant, resource: string) {
    this.#tenant = tenant;
    this.#resource = resource;
  }

  /** The record of a row; undefined where there is none. */
  async get(row: PlanRow): Promise<Fields | undefined> {
    if (findResource(this.#resource)?.operations['get'])
      return this.#tenant.get(this.#resource, idOf(row), row.set);
    this.#listed ??= this.#list();
    return (await this.#listed).get(String(row.id));
  }

  async #list(): Promise<ReadonlyMap<string, Fields>> {
    const records = new Map<string, Fields>();
    for await (const page of this.#tenant.pages(this.#resource, wholeListOf(this.#resource)))
      for (const record of page) records.set(String(record['id']), record);
    return records;
  }
}
