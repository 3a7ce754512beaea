import { modelState, notFound, status } from '../http/refusal.js';
import type { Call } from './contract.js';

const WHOLE = /^-?\d{1,15}$/;
const MOST_INT = 2_147_483_647;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id in the route as the store keeps it; a malformed one is a 400 with model state, or a 404 where the record is keyed by text. */
export function readRouteId(call: Call): number | string {
  const [name = 'id', type = 'int'] = Object.entries(call.operation.params)[0] ?? [];
  const text = call.params[name] ?? '';
  const kind = call.model.resource.idKind;
  if (kind === 'int') {
    if (WHOLE.test(text) && Math.abs(Number(text)) <= MOST_INT) return Number(text);
    throw type === 'string' ? notFound() : malformed(call, name, text);
  }
  // The server's type is not always the document's: a GUID-keyed record answers 404 to a number.
  if (kind === 'uuid') {
    if (type === 'uuid' && !GUID.test(text) && !WHOLE.test(text)) throw malformed(call, name, text);
    return text.toLowerCase();
  }
  return text;
}

function malformed({ model }: Call, name: string, text: string): Error {
  const own = model.rule('malformedId');
  return own === undefined ? modelState(name, `The value '${text}' is not valid.`) : status(own);
}
