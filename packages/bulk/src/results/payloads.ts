import type { Fields, FieldValue } from '../fields.js';
import { largestBatch } from '../plan/estimate.js';
import { checkPlan, readPlanRows } from '../plan/plan-file.js';

/** The JSON bodies that applying a plan would post, one for each request: for people who send them by other means. */
export async function* payloads(plan: string): AsyncGenerator<readonly Fields[]> {
  await checkPlan(plan);
  let batch: Record<string, FieldValue>[] = [];
  for await (const { action, id, set } of readPlanRows(plan)) {
    if (action !== 'update' && action !== 'create') continue;
    batch.push({ ...(id === undefined ? {} : { id }), ...set });
    if (batch.length < largestBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
