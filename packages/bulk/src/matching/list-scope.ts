import { type Resource, resourceNamed } from 'halopsa-catalogue';
import { wholeListOf } from 'halopsa-catalogue/references';
import type { Fields } from '../fields.js';

/** The fields that name what a record lies within, where its list is asked for one of those: the ticket of an action. */
export const outerFields = ({
  key,
  operations,
}: Pick<Resource, 'key' | 'operations'>): readonly string[] =>
  key.slice(0, -1).filter((field) => field in (operations['list']?.query ?? {}));

/** The filter of the list that holds a record: the whole list, or the one within what the record lies in. Undefined where it does not say in what. */
export function listWith(
  name: string,
  record: Fields,
): Readonly<Record<string, string>> | undefined {
  const outer = outerFields(resourceNamed(name));
  if (
    outer.some(
      (field) => record[field] === undefined || record[field] === null || record[field] === '',
    )
  )
    return undefined;
  return {
    ...wholeListOf(name),
    ...Object.fromEntries(outer.map((field) => [field, String(record[field])])),
  };
}
