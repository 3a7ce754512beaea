import { referenceOf } from 'halopsa-catalogue/references';
import type { Schema } from 'halopsa-catalogue/schemas';
import type { WritableRecord } from '../store/port.js';
import type { Context, Reference, ResourceModel } from './contract.js';

/** The field beside a reference that holds the name of its record: `client_name` beside `client_id`. */
export const nameBeside = (field: string): string => `${field.replace(/_id$/, '')}_name`;

/** The pairs of a schema, such as `client_id` with `client_name`, whose first part refers to a resource by its id. */
export function findReferences(attribute: string, { fields }: Pick<Schema, 'fields'>): Reference[] {
  return [...fields.values()].flatMap(({ name: idField, type }) => {
    const nameField = nameBeside(idField);
    const reference =
      idField.endsWith('_id') && fields.has(nameField)
        ? referenceOf(attribute, idField, type)
        : undefined;
    return reference?.key === 'id' ? [{ idField, nameField, resource: reference.resource }] : [];
  });
}

/** Sets the names beside the ids that a record holds, as the server joins them; an id that leads nowhere has no name. */
export function joinNames(next: WritableRecord, model: ResourceModel, context: Context): void {
  for (const { idField, nameField, resource } of model.references()) {
    const id = next[idField];
    if (typeof id !== 'number') continue;
    const name = context.records(resource).get(id)?.name;
    if (typeof name === 'string') next[nameField] = name;
    else if (id <= 0) delete next[nameField];
  }
}
