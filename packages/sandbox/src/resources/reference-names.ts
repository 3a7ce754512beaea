import { allResources } from 'halopsa-catalogue';
import type { Context, Reference, ResourceModel } from './contract.js';

/** The pairs of a schema, such as `client_id` with `client_name`, whose first part is a resource's noun. */
export function findReferences(fields: Iterable<string>): Reference[] {
  const names = new Set(fields);
  const nouns = new Map(allResources().map((resource) => [resource.singular.replaceAll(' ', '').toLowerCase(), resource.attribute]));
  return [...names].flatMap((idField) => {
    const noun = idField.endsWith('_id') ? idField.slice(0, -'_id'.length) : '';
    const resource = nouns.get(noun);
    const nameField = `${noun}_name`;
    return resource !== undefined && names.has(nameField) ? [{ idField, nameField, resource }] : [];
  });
}

/** Sets the names beside the ids that a record holds, as the server joins them; an id that leads nowhere has no name. */
export function joinNames(next: Record<string, unknown>, model: ResourceModel, context: Context): void {
  for (const { idField, nameField, resource } of model.references()) {
    const id = next[idField];
    if (typeof id !== 'number') continue;
    const name = context.records(resource).get(id)?.name;
    if (typeof name === 'string') next[nameField] = name;
    else if (id <= 0) delete next[nameField];
  }
}
