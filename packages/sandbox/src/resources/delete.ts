import { json, type Reply } from '../http/reply.js';
import type { Call } from './contract.js';
import { findByRoute } from './get.js';
import { demandParameters } from './needs.js';

/** Answers a deletion: 200 with the record that is gone. */
export function remove(call: Call): Reply {
  demandParameters(call, 'delete');
  const record = findByRoute(call);
  const { model, query, context } = call;
  for (const removing of model.every('removing')) removing(record, query, context);
  context.records(model.resource.attribute).remove(model.keyOf(record));
  for (const removed of model.every('removed')) removed(record, context);
  return json(record);
}
