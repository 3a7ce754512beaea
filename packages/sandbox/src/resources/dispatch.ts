import type { RouteMatch } from 'halopsa-catalogue';
import { recordedHandler, recordedStatuses } from '../behaviours/recorded-statuses.js';
import { Query } from '../http/query.js';
import type { Reply } from '../http/reply.js';
import type { Call, Context } from './context.js';
import { remove } from './delete.js';
import { get } from './get.js';
import { list } from './list.js';
import type { Handler } from './rules.js';
import { shapeOnly } from './shape-only.js';
import { upsert } from './upsert.js';

/** The generic handlers, by verb; every other operation has a behaviour of its own or answers with its shape only. */
const GENERIC: Readonly<Record<string, Handler>> = { list, get, upsert, delete: remove };

/** How true an operation's answer is: a behaviour of its own, the generic rules, or the shape alone. */
export type Fidelity = 'modelled' | 'generic' | 'shape-only';

/** Answers an API call whose operation is known. */
export async function dispatch(match: RouteMatch, request: Request, url: URL, context: Context): Promise<Reply> {
  const { operation, params } = match;
  const model = context.model(operation.resource);
  const call: Call = { operation, params, request, query: new Query(url.searchParams), model, context };
  return (handlerOf(call) ?? shapeOnly)(call);
}

function handlerOf(call: Call): Handler | undefined {
  const { model, operation, context } = call;
  const recorded = context.switches.on(recordedStatuses.id, recordedStatuses.byDefault) ? recordedHandler(operation.id) : undefined;
  if (recorded) return recorded;
  const own = model.rules.findLast((rules) => rules.operations?.[operation.verb])?.operations?.[operation.verb];
  return own ?? GENERIC[operation.verb];
}
