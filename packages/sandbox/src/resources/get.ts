import { notFound } from '../http/refusal.js';
import { jsonText, type Reply } from '../http/reply.js';
import type { HaloRecord, Key } from '../store/port.js';
import type { Call } from './contract.js';
import { writerOf } from './decimals.js';
import { demandParameters } from './needs.js';
import { readRouteId } from './route-id.js';
import { withoutSecrets } from './row.js';

/** Answers a single read: the bare record, or 404 without a body. */
export function get(call: Call): Reply {
  demandParameters(call, 'get');
  const { query, model, context } = call;
  const record = withoutSecrets(findByRoute(call), model);
  const detailed = model
    .every('detail')
    .reduce((shown, detail) => detail(shown, query, context), record);
  const shown = model.every('shown').reduce((all, rule) => rule(all, query), detailed);
  return jsonText(writerOf(model)(shown));
}

/** The stored record that a route's id leads to; 404 where there is none. */
export function findByRoute(call: Call): HaloRecord {
  const record = call.context.records(call.model.resource.attribute).get(routeKey(call));
  if (!record) throw notFound();
  return record;
}

/** The key that a route's id leads to. */
function routeKey(call: Call): Key {
  const id = readRouteId(call);
  return call.model.rule('locate')?.(id, call.query, call.context) ?? id;
}
