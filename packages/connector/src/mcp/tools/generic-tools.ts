import { HaloUsageError } from 'halopsa';
import { findOperation, findResource } from 'halopsa-catalogue';
import { ranked } from 'halopsa-catalogue/find';
import { commonFields, commonParameters, wordsOfOperation } from 'halopsa-catalogue/words';
import type { Action, Effect } from '../../action.js';
import { inputOf } from '../../actions/action-kinds.js';
import { noteProperties } from '../../actions/write-notes.js';
import { isObject, type JsonObject, type JsonSchema } from '../../json.js';
import type { ActionRegistry } from '../../registry.js';
import { fromSections, sectionSchema } from '../../sections.js';
import { announcedSchema } from '../announced-schema.js';
import { nextPage } from '../next-page.js';
import type { NextPage, Tool } from '../tool.js';
import { demandIds } from './demand-ids.js';
import { describedPart } from './described-part.js';

const text: JsonSchema = { type: 'string' };
const base = { toolset: undefined, effect: 'read', idempotent: true } as const;

/** The three tools that reach every operation: search, describe, call. */
export const genericTools = (registry: ActionRegistry): Tool[] => [
  searchOperations(registry),
  describeOperation(registry),
  callOperation(registry),
];

/** Operations, and actions that are more than one: an action that is merely a cut of an operation is not needed besides it. */
const isCallable = ({ operation, layout }: Action): boolean =>
  operation === undefined || layout === 'sections';
const idOf = ({ operation, name }: Action): string => operation ?? name;

function known(registry: ActionRegistry, name: unknown): Action {
  const action = registry.find(String(name));
  if (action && isCallable(action)) return action;
  throw new HaloUsageError(
    `unknown operation ${String(name)}`,
    'search_operations finds operations by words. Nothing was sent.',
  );
}

function searchOperations(registry: ActionRegistry): Tool {
  return {
    ...base,
    name: 'search_operations',
    title: 'Search operations',
    description: 'Finds operations of the Halo API by words.',
    input: inputOf(
      {
        query: { type: 'string', maxLength: 1000 },
        effect: { type: 'string', enum: ['read', 'write', 'delete'] },
        offset: { type: 'integer', minimum: 0 },
      },
      ['query'],
    ),
    output: inputOf(
      {
        operations: { type: 'array', items: inputOf({ id: text, title: text, effect: text }) },
        total: { type: 'integer' },
        next_offset: { type: 'integer' },
      },
      ['operations', 'total'],
    ),
    nextPage: offsetPage('operations'),
    run: async (_, { query, effect, offset = 0 }) => {
      const found = rankedActions(registry, String(query)).filter(
        (action) => effect === undefined || action.effect === effect,
      );
      const from = Number(offset);
      const page = found
        .slice(from, from + 15)
        .map((action) => ({ id: idOf(action), title: action.title, effect: action.effect }));
      return {
        operations: page,
        total: found.length,
        ...(from + 15 < found.length ? { next_offset: from + 15 } : {}),
      };
    },
  };
}

/** Operations and actions by the words that people use for them, the best first. */
const rankedActions = (registry: ActionRegistry, query: string): Action[] =>
  ranked(
    query,
    [...registry.curated().filter(isCallable), ...registry.operations()].map((action) => {
      const [resource = '', verb = ''] = (action.operation ?? '').split('.');
      return {
        thing: action,
        name: `${action.operation ?? ''} ${action.name}`,
        about: `${action.description} ${wordsOfOperation(resource, verb) ?? ''}`,
        use: commonFields(resource).length > 0 ? 'common' : 'rare',
      };
    }),
  );

/** The next page of a tool that counts by offset and says where it goes on. */
const offsetPage =
  (path: string): NonNullable<Tool['nextPage']> =>
  (input, { next_offset }) =>
    typeof next_offset === 'number'
      ? { input: { ...input, offset: next_offset }, path, seen: next_offset }
      : undefined;

function describeOperation(registry: ActionRegistry): Tool {
  return {
    ...base,
    name: 'describe_operation',
    title: 'Describe operation',
    description: 'What an operation takes and does; long ones in parts.',
    input: inputOf({ id: text, offset: { type: 'integer', minimum: 0 } }, ['id']),
    output: inputOf(
      {
        id: text,
        title: text,
        description: text,
        effect: text,
        scopes: { type: 'array', items: text },
        input: { type: 'object' },
        fields: { type: 'integer' },
        next_offset: { type: 'integer' },
      },
      ['id', 'input'],
    ),
    nextPage: offsetPage('input'),
    run: async (_, { id, offset = 0 }) => {
      const action = known(registry, id);
      const { title, description, effect, scopes } = action;
      const [resource = ''] = (action.operation ?? '').split('.');
      return describedPart(
        {
          head: { id: idOf(action), title, description, effect, scopes },
          input: announcedSchema(sectionSchema(action)),
          common: [...commonParameters(resource), ...commonFields(resource)],
        },
        Number(offset),
      );
    },
  };
}

function callOperation(registry: ActionRegistry): Tool {
  const read = (action: Action, { id: _, ...input }: JsonObject): Promise<JsonObject> =>
    registry.check(action, fromSections(action, input));
  return {
    ...base,
    name: 'call_operation',
    title: 'Call operation',
    description: 'Calls an operation; see describe_operation.',
    // It may do anything, so it is announced as what may destroy; each call is judged by its operation.
    effect: 'delete',
    idempotent: false,
    input: inputOf(
      {
        id: text,
        path_parameters: { type: 'object' },
        parameters: { type: 'object' },
        json_body: { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] },
      },
      ['id'],
    ),
    output: inputOf({ id: text, json_body: {}, ...noteProperties }, ['id']),
    nextPage: ({ id, ...input }, output, seen) =>
      nextOperationPage(known(registry, id), { id, ...input }, { output, seen }),
    effectOf: ({ id }): Effect => known(registry, id).effect,
    prepare: async (input) => {
      const action = known(registry, input.id);
      const checked = await read(action, input);
      if (action.effect !== 'read') demandIds(idOf(action), [input.json_body].flat(), checked);
      return { ...input, ...(action.layout === 'sections' ? checked : {}), id: idOf(action) };
    },
    run: async ({ client, ...options }, input) => {
      const action = known(registry, input.id);
      const output = await action.run(client, await read(action, input), options);
      return {
        id: idOf(action),
        ...(action.layout === 'sections' ? output : { json_body: output }),
      };
    },
  };
}

/** The next page of an operation that lists by page number, where a page was asked for. */
function nextOperationPage(
  { operation, layout }: Action,
  input: JsonObject,
  { output, seen }: { output: JsonObject; seen: number },
): NextPage | undefined {
  const list =
    layout === 'sections' && operation !== undefined ? findOperation(operation) : undefined;
  const resource = list?.verb === 'list' ? findResource(list.resource) : undefined;
  const { parameters } = input;
  if (
    resource?.paging !== 'page-number' ||
    !isObject(parameters) ||
    parameters.page_size === undefined
  )
    return undefined;
  const envelope =
    resource.list?.kind === 'envelope' ? output.json_body : { rows: output.json_body };
  if (!isObject(envelope)) return undefined;
  const path = resource.list?.kind === 'envelope' ? resource.list.key : 'rows';
  const page = nextPage(parameters, envelope, { path, seen });
  return page && { ...page, input: { ...input, parameters: page.input } };
}
