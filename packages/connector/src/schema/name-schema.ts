import { findResource, type Operation } from 'halopsa-catalogue';
import { type NameKeys, nameKeysOf, nameParametersOf, nounOf } from 'halopsa-catalogue/names';
import type { JsonSchema } from '../json.js';

type Properties = Readonly<Record<string, JsonSchema>>;

/** The words under which the fields of a write take names of records, beside the fields that take their ids. */
export const namesOfFields = (resource: string, fields: readonly string[]): Properties =>
  namesFor(nameKeysOf(resource), fields);

/** The same of the filters of a list. */
export const namesOfFilters = (resource: string, filters: readonly string[]): Properties => {
  const list: Operation | undefined = findResource(resource)?.operations['list'];
  return list ? namesFor(nameParametersOf(list), filters) : {};
};

function namesFor(keys: NameKeys, wires: readonly string[]): Properties {
  const named = wires.flatMap((wire): [string, JsonSchema][] => {
    const word = wire.replace(/_id$/, '');
    const reference = word === wire || wires.includes(word) ? undefined : keys.get(word)?.reference;
    if (!reference) return [];
    const description = `Name of the ${nounOf(reference)}, in place of ${wire}.`;
    return [[word, { type: 'string', minLength: 1, description }]];
  });
  return Object.fromEntries(named);
}
