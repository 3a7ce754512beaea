import { HaloUsageError } from 'halopsa';
import type { Action, Effect } from '../../action.js';
import { inputOf } from '../../actions/action-kinds.js';
import type { JsonObject, JsonSchema } from '../../json.js';
import type { ActionRegistry } from '../../registry.js';
import { fromSections, sectionSchema } from '../../sections.js';
import type { Tool } from '../tool.js';

const text: JsonSchema = { type: 'string' };
const base = { toolset: undefined, effect: 'read', idempotent: true } as const;

/** The three tools that reach every operation: search, describe, call. */
export const genericTools = (registry: ActionRegistry): Tool[] => [
  searchOperations(registry),
  describeOperation(registry),
  callOperation(registry),
];

/** Operations, and actions that are more than one: an action that is merely a cut of an operation is not needed besides it. */
const isCallable = ({ operation, layout }: Action): boolean => operation === undefined || layout === 'sections';
const idOf = ({ operation, name }: Action): string => operation ?? name;

function known(registry: ActionRegistry, name: unknown): Action {
  const action = registry.find(String(name));
  if (action && isCallable(action)) return action;
  throw new HaloUsageError(`there is no operation ${String(name)}`, 'search_operations finds operations by words. Nothing was sent.');
}

function searchOperations(registry: ActionRegistry): Tool {
  return {
    ...base,
    name: 'search_operations',
    title: 'Search operations',
    description: 'Finds operations of the Halo API by words.',
    input: inputOf(
      { query: text, effect: { type: 'string', enum: ['read', 'write', 'delete'] }, offset: { type: 'integer', minimum: 0 } },
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
    run: async (_, { query, effect, offset = 0 }) => {
      const found = ranked(registry, String(query)).filter((action) => effect === undefined || action.effect === effect);
      const from = Number(offset);
      const page = found.slice(from, from + 15).map((action) => ({ id: idOf(action), title: action.title, effect: action.effect }));
      return { operations: page, total: found.length, ...(from + 15 < found.length ? { next_offset: from + 15 } : {}) };
    },
  };
}

/** Operations by how many of the words they have, their ids before their descriptions. */
function ranked(registry: ActionRegistry, query: string): Action[] {
  const words = query
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/s$/, ''));
  const score = (action: Action): number => {
    const name = `${action.operation ?? ''} ${action.name}`.toLowerCase();
    const about = action.description.toLowerCase();
    return words.reduce((sum, word) => sum + (name.includes(word) ? 3 : about.includes(word) ? 1 : 0), 0) - name.length / 1000;
  };
  return [...registry.curated().filter(isCallable), ...registry.operations()]
    .map((action) => ({ action, points: score(action) }))
    .filter(({ points }) => points > 0.5)
    .sort((a, b) => b.points - a.points)
    .map(({ action }) => action);
}

function describeOperation(registry: ActionRegistry): Tool {
  return {
    ...base,
    name: 'describe_operation',
    title: 'Describe operation',
    description: 'What an operation takes and does.',
    input: inputOf({ id: text }, ['id']),
    output: inputOf(
      { id: text, title: text, description: text, effect: text, scopes: { type: 'array', items: text }, input: { type: 'object' } },
      ['id', 'input'],
    ),
    run: async (_, { id }) => {
      const action = known(registry, id);
      const { title, description, effect, scopes } = action;
      return { id: idOf(action), title, description, effect, scopes, input: sectionSchema(action) };
    },
  };
}

function callOperation(registry: ActionRegistry): Tool {
  const read = (action: Action, { id: _, ...input }: JsonObject): JsonObject => registry.check(action, fromSections(action, input));
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
    output: inputOf({ id: text, json_body: {} }, ['id']),
    effectOf: ({ id }): Effect => known(registry, id).effect,
    prepare: (input) => {
      const action = known(registry, input.id);
      const checked = read(action, input);
      return { ...input, ...(action.layout === 'sections' ? checked : {}), id: idOf(action) };
    },
    run: async ({ client, ...options }, input) => {
      const action = known(registry, input.id);
      const output = await action.run(client, read(action, input), options);
      return { id: idOf(action), ...(action.layout === 'sections' ? output : { json_body: output }) };
    },
  };
}
