import { resourceNamed } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import type { Fields } from '../fields.js';
import { BulkInputError } from '../input-error.js';

/** Whether a record has a value in a field. */
export const isFilled = (record: Fields, field: string): boolean =>
  record[field] !== undefined && record[field] !== null;

/**
 * Refuses keys that the list leaves out: they would find no record, and every row would be new. `unseen` are key fields that no
 * row of the list showed; `probe` reads a few records whole.
 */
export async function refuseHiddenKeys(
  name: string,
  unseen: readonly string[],
  probe: () => Promise<readonly Fields[]>,
): Promise<void> {
  if (unseen.length === 0) return;
  const resource = resourceNamed(name);
  const row = resource.row === undefined ? undefined : findSchema(resource.row);
  const records = await probe();
  const hidden = unseen.find(
    (field) =>
      (row && !row.partial && !row.fields.has(field)) ||
      records.some((record) => isFilled(record, field)),
  );
  if (hidden !== undefined)
    throw new BulkInputError(
      `the list of ${resource.title.toLowerCase()} does not show ${hidden}, so no record can be found by it`,
      'Match by another field, or mark by one.',
    );
}
