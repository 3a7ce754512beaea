import { joinedCustomFields, type WireCustomField } from 'halopsa';
import { type Fields, type FieldValue, objectsIn } from '../fields.js';
import type { CurrentRecords } from '../matching/current-records.js';
import { idOf, type PlanRow } from '../plan/plan-file.js';
import type { Tenant } from '../tenant.js';

type CustomField = WireCustomField<FieldValue>;

const asFields = (value: FieldValue): readonly CustomField[] =>
  objectsIn(value).map(({ id, name, isencrypted, ...others }) => ({
    ...others,
    id: typeof id === 'number' ? id : undefined,
    name: typeof name === 'string' ? name : undefined,
    ...(isencrypted === true ? { isencrypted } : {}),
  }));
const setsSome = ({ action, set }: PlanRow): boolean =>
  action === 'update' && asFields(set?.['customfields']).length > 0;

/**
 * The custom fields that records have beside those that are sent. Versions of Halo differ in whether a write of some keeps the
 * others, so all of them are sent.
 */
export class CustomFields {
  readonly #tenant: Tenant;
  readonly #resource: string;
  readonly #present = new Map<number, readonly CustomField[]>();

  constructor(tenant: Tenant, resource: string) {
    this.#tenant = tenant;
    this.#resource = resource;
  }

  /** Keeps the custom fields of a row's record as it was just read. */
  keep(row: PlanRow, current: CurrentRecords): void {
    if (!setsSome(row)) return;
    const found = current.get(idOf(row));
    if (found) this.#present.set(row.row, asFields(found['customfields']));
  }

  /** The records to send for changed rows; what was not read yet is read. */
  async records(rows: readonly PlanRow[]): Promise<Fields[]> {
    const records: Fields[] = [];
    for (const row of rows) {
      const { id, set } = row;
      if (!setsSome(row)) records.push({ ...set, id });
      else
        records.push({
          ...set,
          id,
          customfields: joinedCustomFields(
            await this.#presentOf(row),
            asFields(set?.['customfields']),
          ).map((field) => ({ ...field })),
        });
    }
    return records;
  }

  /** Forgets rows that are done. */
  forget(rows: readonly PlanRow[]): void {
    for (const { row } of rows) this.#present.delete(row);
  }

  async #presentOf(row: PlanRow): Promise<readonly CustomField[]> {
    return (
      this.#present.get(row.row) ??
      asFields((await this.#tenant.get(this.#resource, idOf(row)))?.['customfields'])
    );
  }
}
