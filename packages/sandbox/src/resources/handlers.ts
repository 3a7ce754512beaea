import type { Operation } from 'halopsa-catalogue';
import { status } from '../http/refusal.js';
import type { Call, Handler, ResourceModel, ResourceRules } from './contract.js';
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
  return model.rules.some(models) ? 'modelled' : 'generic';
}

/** The status that one of these tables has for a verb. */
export const statusFor = (
  verb: string,
  tables: readonly Readonly<Record<string, number>>[],
): number | undefined => tables.find((table) => table[verb] !== undefined)?.[verb];

/** Rules that say nothing of what the records of a resource are like. */
const MARGINAL: ReadonlySet<string> = new Set([
  'answers',
  'forbidden',
  'malformedId',
  'delay',
] satisfies (keyof ResourceRules)[]);
const models = (rules: ResourceRules): boolean =>
  Object.keys(rules).some((name) => !MARGINAL.has(name));

/** What answers a call. */
export function handlerOf({ model, operation }: Call): Handler {
  return (
    onlyStatus(operation, model) ??
    ownHandler(operation, model) ??
    GENERIC[operation.verb] ??
    shapeOnly
  );
}

const ownHandler = ({ verb }: Operation, model: ResourceModel): Handler | undefined =>
  model.rules.findLast((rules) => rules.operations?.[verb])?.operations?.[verb];

function onlyStatus({ verb }: Operation, model: ResourceModel): Handler | undefined {
  const code = statusFor(verb, model.every('answers'));
  if (code === undefined) return undefined;
  return () => {
    throw status(code);
  };
}
