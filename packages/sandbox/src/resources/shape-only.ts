import { readJsonBody } from '../http/body.js';
import { json, type Reply } from '../http/reply.js';
import type { Call } from './contract.js';

/** Answers an operation that has no model: nothing for a read, the body back for a write, the id for a deletion. */
export async function shapeOnly(call: Call): Promise<Reply> {
  const { operation, params, request } = call;
  if (operation.method === 'DELETE') return json(params);
  if (operation.method === 'GET')
    return json(Object.keys(operation.params).length > 0 ? { ...params } : []);
  if (operation.body === 'none' || operation.body === 'form') return json({}, 201);
  const { value } = await readJsonBody(request);
  const echoed = Array.isArray(value) && operation.body === 'array' ? (value.at(-1) ?? {}) : value;
  return json(echoed ?? {}, 201);
}
