import type { Json } from 'halopsa-catalogue/types';
import type { Exchange } from './exchange.js';
import { type Shape, shapeOf } from './shape.js';

/** One way in which the sandbox answers differently, with the fact of the behaviour manifest that it is about. */
export interface Difference {
  readonly behaviour: string;
  readonly operation: string;
  /** Place in the answer, for example `$.tickets[].id`; `status` for the status. */
  readonly place: string;
  readonly recorded: string;
  readonly sandbox: string;
}

/** What the sandbox answered to the request of an exchange. */
export interface OwnAnswer {
  readonly status: number;
  readonly body: Json | undefined;
}

/** Compares an answer with the recorded one: the status, the kind of body, and the kinds of its members; values do not count. */
export function compareShapes(exchange: Exchange, own: OwnAnswer): Difference[] {
  const operation = exchange.operation ?? `${exchange.method} ${exchange.path}`;
  if (exchange.status !== own.status)
    return [
      {
        behaviour: statusFact(exchange.status),
        operation,
        place: 'status',
        recorded: String(exchange.status),
        sandbox: String(own.status),
      },
    ];
  const [recorded, answered] = [shapeOf(exchange.body), shapeOf(own.body)];
  const places = new Set([...recorded.keys(), ...answered.keys()]);
  return [...places].flatMap((place) => {
    // Below a place that is missing or of another kind everything differs; this is reported once.
    if (!comparable(parentOf(place), recorded, answered)) return [];
    const [theirs, ours] = [kindsAt(place, recorded), kindsAt(place, answered)];
    if (theirs === ours || overlap(recorded.get(place), answered.get(place))) return [];
    return [
      {
        behaviour: placeFact(place, recorded.has(place) && answered.has(place), exchange),
        operation,
        place,
        recorded: theirs,
        sandbox: ours,
      },
    ];
  });
}

const kindsAt = (place: string, shape: Shape): string =>
  [...(shape.get(place) ?? ['nothing'])].sort().join(' or ');

/** An unset value is null or left out, and fits every kind. */
function overlap(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  if (!a || !b) {
    const only = a ?? b;
    return only?.size === 1 && only.has('null');
  }
  return a.has('null') || b.has('null') || [...a].some((kind) => b.has(kind));
}

function comparable(parent: string | undefined, recorded: Shape, answered: Shape): boolean {
  if (parent === undefined) return true;
  const [theirs, ours] = [recorded.get(parent), answered.get(parent)];
  if (!theirs || !ours) return false;
  const hasMembers = (shape: Shape): boolean =>
    [...shape.keys()].some((place) => parentOf(place) === parent);
  // An empty list says nothing about its rows.
  return (
    overlap(theirs, ours) &&
    (!parent.endsWith('[]') || (hasMembers(recorded) && hasMembers(answered))) &&
    rowsOnBoth(parent, recorded, answered)
  );
}

const rowsOnBoth = (parent: string, recorded: Shape, answered: Shape): boolean =>
  !recorded.get(parent)?.has('array') ||
  (recorded.has(`${parent}[]`) && answered.has(`${parent}[]`));

function parentOf(place: string): string | undefined {
  if (place === '$') return undefined;
  if (place.endsWith('[]')) return place.slice(0, -2);
  return place.slice(0, place.lastIndexOf('.'));
}

function statusFact(status: number): string {
  if (status === 401 || status === 403) return 'auth.scopes-narrow';
  return status === 404 ? 'get.missing-404' : 'error.recorded-statuses';
}

/** The fact that a place of an answer is about; a place that both have, with values of another kind, is about types. */
function placeFact(place: string, onBoth: boolean, { operation }: Exchange): string {
  const list = operation?.endsWith('.list') === true;
  if (place === '$') return list ? 'list.recorded-shapes' : 'get.bare-object';
  if (onBoth) return 'type.numeric-strings';
  if (!list) return 'get.includedetails-adds-customfields';
  if (/^\$\.page_(no|size)$/.test(place)) return 'paging.page-size-echoed';
  return /^\$\.[^.[]+$/.test(place) ? 'list.keys-come-from-view-classes' : 'list.rows-are-slim';
}
