import { allResources } from 'halopsa-catalogue';
import type { HaloRecord, HaloValue } from '../store/port.js';
import type { Context, ResourceModel } from './contract.js';

/** Sets a record's new name beside its id wherever other records hold both, since the server joins names when it reads. */
export function followRename(
  record: HaloRecord,
  before: HaloRecord | undefined,
  model: ResourceModel,
  context: Context,
): void {
  if (before === undefined || typeof record.name !== 'string' || before.name === record.name)
    return;
  for (const { attribute } of allResources()) {
    for (const { idField, nameField, resource } of context.model(attribute).references()) {
      if (resource === model.resource.attribute)
        replaceIn(
          attribute,
          { field: idField, value: record.id },
          { [nameField]: record.name },
          context,
        );
    }
  }
}

/** Sets fields of all stored records of a resource whose field has this value. */
export function replaceIn(
  attribute: string,
  where: { field: string; value: HaloValue },
  change: HaloRecord,
  context: Context,
): void {
  const records = context.records(attribute);
  const model = context.model(attribute);
  for (const stored of [...records.matching(where.field, where.value)])
    records.put(model.keyOf(stored), { ...stored, ...change });
}
