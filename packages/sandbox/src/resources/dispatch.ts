import type { Operation, RouteMatch } from 'halopsa-catalogue';
import { recordedHandler, recordedStatuses } from '../behaviours/recorded-statuses.js';
import { slowness } from '../behaviours/slow-lists.js';
import { Query } from '../http/query.js';
import type { Reply } from '../http/reply.js';
import type { Call, Context, Handler, ResourceModel } from './contract.js';
import { remove } from './delete.js';
import { get } from './get.js';
import { list } from './list.js';
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
  const wait = slowness(operation.id, call.query, context.switches.on);
  if (wait > 0) await context.clock.sleep(wait, request.signal);
  return (handlerOf(call) ?? shapeOnly)(call);
}

/** How true the answer of an operation is. */
export function fidelityOf(operation: Operation, model: ResourceModel): Fidelity {
  if (ownHandler(operation, model)) return 'modelled';
  if (!GENERIC[operation.verb]) return 'shape-only';
  return model.rules.length > 0 ? 'modelled' : 'generic';
}

function handlerOf({ model, operation, context }: Call): Handler | undefined {
  const recorded = context.switches.on(recordedStatuses.id, recordedStatuses.byDefault) ? recordedHandler(operation.id) : undefined;
  return recorded ?? ownHandler(operation, model) ?? GENERIC[operation.verb];
}

const ownHandler = ({ verb }: Operation, model: ResourceModel): Handler | undefined =>
  model.rules.findLast((rules) => rules.operations?.[verb])?.operations?.[verb];
