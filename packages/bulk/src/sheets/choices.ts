import type { Reference } from 'halopsa-catalogue/references';
import { cellValue } from '../cell-value.js';
import type { FieldValue } from '../fields.js';
import type { References } from '../mapping/references.js';

/** What would be read as a number, and so as an id. */
const numberLike = /^[+-]?[\d.,]+$/;

/** What stands in a cell for a record that is referred to: its name where the name leads back to it, or else its id. */
export function cellText(
  references: References,
  reference: Reference,
  id: number | string,
  label: string,
): string {
  const isRead =
    label.trim() === label && !numberLike.test(label) && cellValue(label, 'xlsx') === label;
  return isRead && references.resolve(reference, label) === id ? label : String(id);
}

/** What stands in a cell for each record of a list, by its id. */
export async function choicesOf(
  references: References,
  reference: Reference,
): Promise<ReadonlyMap<FieldValue, string>> {
  if (!references.isLoaded(reference)) await references.load(reference);
  return new Map(
    references
      .labels(reference)
      .map(([id, label]) => [id, cellText(references, reference, id, label)]),
  );
}
