import type { Operation } from 'halopsa-catalogue';
import { recordedHandler, recordedStatuses } from '../behaviours/recorded-statuses.js';
import type { Call, Handler, ResourceModel } from './contract.js';
import { remove } from './delete.js';
import { get } from './get.js';
import { list } from './list.js';
import { shapeOnly } from './shape-only.js';
import { upsert } from './upsert.js';

/** The generic handlers, by verb; every other operation has a behaviour of its own or answers with its shape only. */
const GENERIC: Readonly<Record<string, Handler>> = { list, get, upsert, delete: remove };

/** How true an operation's answer is: a behaviour of its own, the generic rules, or the shape alone. */
export type Fidelity = 'modelled' | 'generic' | 'shape-only';

/** How true the answer of an operation is. */
export function fidelityOf(operation: Operation, model: ResourceModel): Fidelity {
  if (ownHandler(operation, model)) return 'modelled';
  if (!GENERIC[operation.verb]) return 'shape-only';
  return model.rules.length > 0 ? 'modelled' : 'generic';
}

/** What answers a call. */
export function handlerOf({ model, operation, context }: Call): Handler {
  const recorded = context.switches.on(recordedStatuses.id, recordedStatuses.byDefault) ? recordedHandler(operation.id) : undefined;
  return recorded ?? ownHandler(operation, model) ?? GENERIC[operation.verb] ?? shapeOnly;
}

const ownHandler = ({ verb }: Operation, model: ResourceModel): Handler | undefined =>
  model.rules.findLast((rules) => rules.operations?.[verb])?.operations?.[verb];
