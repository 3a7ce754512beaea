import { type Operation, type Resource, resourceNamed } from 'halopsa-catalogue';
import { demandedValue, exampleOf } from 'halopsa-catalogue/examples';
import { sampleOf } from '../export/sample.js';
import type { JsonObject } from '../json.js';
import { OperationAction } from '../operations/operation-action.js';
import { type FormBody, formBodies } from './data/form-bodies.js';
import { setUpResources } from './data/resource-order.js';
import { exampleBody } from './example-body.js';
import { filledText } from './placeholders.js';
import { testScript } from './test-script.js';
import { foundId, inserted, madeId, ownId, variablesIn } from './variables.js';

/** A request of the collection, with its example and its tests. */
export function requestItem(operation: Operation): JsonObject {
  const action = new OperationAction(operation);
  const item = itemOf(operation, {
    name: action.title,
    test: testScript(operation, resourceNamed(operation.resource)),
  });
  return { ...item, response: [exampleAnswer(action, item.request as JsonObject)] };
}

/** What an item is called, what it tests, and the variable of the id in its address. */
interface Told {
  readonly name: string;
  readonly test: readonly string[];
  readonly id?: string;
}

/** An operation as an item that is passed over while it lacks something. */
export function itemOf(
  operation: Operation,
  { name, test, id = idVariable(operation) }: Told,
): JsonObject {
  const request = requestOf(operation, id);
  return {
    name,
    request,
    response: [],
    event: [...skipEvent(operation, request), { listen: 'test', script: script(test) }],
  };
}

function requestOf(operation: Operation, id: string): JsonObject {
  const action = new OperationAction(operation);
  const body = formBodies[operation.id] ?? jsonBody(exampleBody(operation));
  return {
    method: operation.method,
    header: [
      { key: 'Accept', value: 'application/json' },
      ...(body ? [{ key: 'Content-Type', value: body.type }] : []),
    ],
    url: urlOf(operation, resourceNamed(operation.resource), id),
    description: `${action.description}\n\nScope: ${action.scopes.join(', ')}.`,
    ...(body === undefined
      ? {}
      : { body: { mode: 'raw', raw: body.text, options: { raw: { language: body.language } } } }),
  };
}

const jsonBody = (text: string | undefined): FormBody | undefined =>
  text === undefined ? undefined : { type: 'application/json', text, language: 'json' };

const script = (exec: readonly string[]): JsonObject => ({ type: 'text/javascript', exec });

/** Passes a request over while a variable of it is not set: it needs a record that nothing has found or made so far. */
function skipEvent({ id }: Operation, request: JsonObject): JsonObject[] {
  const { url, body } = request as { url: { raw: string }; body?: { raw: string } };
  const also = exampleOf(id).alsoNeeds;
  const names = [
    ...new Set([
      ...variablesIn(`${url.raw} ${body?.raw ?? ''}`),
      ...(also === undefined ? [] : [also]),
    ]),
  ];
  return names.length === 0 ? [] : [skipWithout(names)];
}

/** The script that passes a request over where one of these variables is not set. */
export function skipWithout(names: readonly string[]): JsonObject {
  const missing = `${JSON.stringify(names)}.some((name) => [undefined, null, ''].includes(pm.variables.get(name)))`;
  return { listen: 'prerequest', script: script([`if (${missing}) pm.execution.skipRequest();`]) };
}

/** The variable with the id in a request's address: a read takes what was found, a delete what the folder made, a change what is ours. */
function idVariable({ resource, verb, safety }: Operation): string {
  if (verb === 'delete') return madeId(resource);
  if (verb === 'get') return foundId(resource);
  if (setUpResources.includes(resource)) return ownId(resource);
  return safety === 'read' ? foundId(resource) : madeId(resource);
}

const mapValues = (
  table: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]));

function urlOf(operation: Operation, { needs }: Resource, id: string): JsonObject {
  const ofRecord = ['get', 'delete'].includes(operation.verb)
    ? Object.keys(operation.params)[0]
    : 'id';
  const example = exampleOf(operation.id);
  const variable = (name: string): string => {
    const known = example.path?.[name];
    return known === undefined ? inserted(name === ofRecord ? id : name) : filledText(known);
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => variable(name)).slice(1);
  const needed = needs[operation.verb as 'list' | 'get' | 'delete'] ?? [];
  const examples: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      needed.flatMap((name) => {
        const value = demandedValue(name);
        return value === undefined ? [] : [[name, String(value)]];
      }),
    ),
    ...mapValues(example.query ?? {}, filledText),
  };
  const names = [
    ...new Set([...Object.keys(operation.query), ...needed, ...Object.keys(examples)]),
  ];
  const query = names.map((name) => ({
    key: name,
    value: examples[name] ?? '',
    description: operation.query[name] ?? 'string',
    ...(name in examples ? {} : { disabled: true }),
  }));
  const sent = query
    .filter((one) => !('disabled' in one))
    .map(({ key, value }) => `${key}=${value}`);
  return {
    raw: `{{base_url}}/api/${path}${sent.length > 0 ? `?${sent.join('&')}` : ''}`,
    host: ['{{base_url}}'],
    path: ['api', ...path.split('/')],
    ...(query.length > 0 ? { query } : {}),
  };
}

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
