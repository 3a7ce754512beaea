import { findResource, type Operation, type Resource } from 'halopsa-catalogue';
import { sampleOf } from '../export/sample.js';
import type { JsonObject, JsonSchema } from '../json.js';
import { OperationAction } from '../operations/operation-action.js';
import { exampleBodies, exampleQueries } from './data/example-bodies.js';
import { testScript } from './test-script.js';

/** A request of the collection, with its example and its tests. */
export function requestItem(operation: Operation): JsonObject {
  const resource = findResource(operation.resource)!;
  const action = new OperationAction(operation);
  const body = bodyOf(operation, action.input.properties.json_body);
  const request = {
    method: operation.method,
    header: [{ key: 'Accept', value: 'application/json' }, ...(body ? [{ key: 'Content-Type', value: 'application/json' }] : [])],
    url: urlOf(operation, resource),
    description: `${action.description}\n\nScope: ${action.scopes.join(', ')}.`,
    ...(body === undefined ? {} : { body: { mode: 'raw', raw: body, options: { raw: { language: 'json' } } } }),
  };
  return {
    name: action.title,
    request,
    response: [exampleAnswer(action, request)],
    event: [...skipEvent(operation, body), { listen: 'test', script: { type: 'text/javascript', exec: testScript(operation, resource) } }],
  };
}

/** Passes a request over that needs a record, where no request before has found or made one: its address would have a hole. */
function skipEvent(operation: Operation, body: string | undefined): JsonObject[] {
  const [first, ...others] = Object.keys(operation.params);
  const path = first === undefined ? [] : [idVariable(operation), ...others];
  const names = [...new Set([...path, ...[...(body ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!)])];
  if (names.length === 0) return [];
  const missing = `${JSON.stringify(names)}.some((name) => [undefined, null, ''].includes(pm.variables.get(name)))`;
  return [{ listen: 'prerequest', script: { type: 'text/javascript', exec: [`if (${missing}) pm.execution.skipRequest();`] } }];
}

/** Where a request that ran before left an id: the first of a list, or for a delete the one that was just made. */
export const idVariable = ({ resource, verb }: Operation): string => `${resource.toLowerCase()}_${verb === 'delete' ? 'new_id' : 'id'}`;

function urlOf(operation: Operation, { needs }: Resource): JsonObject {
  const first = Object.keys(operation.params)[0];
  const variable = (name: string): string => (name === first ? `{{${idVariable(operation)}}}` : `{{${name}}}`);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => variable(name)).slice(1);
  const needed = needs[operation.verb as 'list' | 'get' | 'delete'] ?? [];
  const examples = exampleQueries[operation.id] ?? {};
  const names = [...new Set([...Object.keys(operation.query), ...needed, ...Object.keys(examples)])];
  const query = names.map((name) => ({
    key: name,
    value: examples[name] ?? '',
    description: operation.query[name] ?? 'string',
    ...(name in examples || needed.includes(name) ? {} : { disabled: true }),
  }));
  const sent = query.filter((one) => !('disabled' in one)).map(({ key, value }) => `${key}=${value}`);
  return {
    raw: `{{base_url}}/api/${path}${sent.length > 0 ? `?${sent.join('&')}` : ''}`,
    host: ['{{base_url}}'],
    path: ['api', ...path.split('/')],
    ...(query.length > 0 ? { query } : {}),
  };
}

function bodyOf(operation: Operation, schema: JsonSchema | undefined): string | undefined {
  if (operation.method !== 'POST' || schema === undefined || operation.body === 'form') return undefined;
  const of = (operation.body === 'array' ? schema.items : schema) ?? {};
  // A record whose fields the contract does not tell is an object all the same.
  const sample = (): unknown => sampleOf(of.type === undefined && !of.properties ? { ...of, type: 'object' } : of);
  const record = operation.verb === 'upsert' ? (exampleBodies[operation.resource] ?? withoutId(sample())) : sample();
  const text = JSON.stringify(operation.body === 'array' ? [record] : record, null, 2);
  // An id is a number: its variable stands without quotation marks.
  return text.replace(/"(\{\{\w+_id\}\})"/g, '$1');
}

/** A record to create: with an id the example would change a record of the tenant, and the delete after it would take that one. */
const withoutId = (sample: unknown): unknown =>
  typeof sample === 'object' && sample !== null ? Object.fromEntries(Object.entries(sample).filter(([name]) => name !== 'id')) : sample;

function exampleAnswer(action: OperationAction, request: JsonObject): JsonObject {
  const body = sampleOf(action.output.properties.json_body ?? {});
  return {
    name: 'Example',
    originalRequest: request,
    status: action.effect === 'write' ? 'Created' : 'OK',
    code: action.effect === 'write' ? 201 : 200,
    header: [{ key: 'Content-Type', value: 'application/json' }],
    _postman_previewlanguage: 'json',
    body: JSON.stringify(body, null, 2),
  };
}
