import type { JsonObject, JsonSchema, ObjectSchema } from '../json.js';
import { announcedSchema } from './announced-schema.js';
import type { Policy } from './policy.js';
import type { Tool } from './tool.js';

const plan = {
  type: 'object',
  properties: {
    token: { type: 'string' },
    expires_at: { type: 'string' },
    preview: { type: 'string' },
  },
  additionalProperties: false,
} as const;

/** The output schema as it is announced: the tool's own, a plan where it may give one, and what was noticed in the data. */
export function announcedOutput(tool: Tool, policy: Policy): ObjectSchema {
  const { required, ...schema } = announcedSchema(tool.output);
  const notices = { type: 'array', items: { type: 'string' } } as const;
  const next_cursor = { type: 'string' } as const;
  const properties = {
    ...mapped(schema.properties, open),
    ...(mayContinue(tool) ? { next_cursor } : {}),
    notices,
  };
  if (!mayPlan(tool, policy)) return { ...schema, ...(required && { required }), properties };
  return { ...schema, properties: { ...properties, plan } };
}

/** A record within an answer: that it is closed is said of the answer, and not again of each record in it. */
function open<Schema extends JsonSchema>({ additionalProperties: _, ...schema }: Schema): Schema {
  const { properties, items } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapped(properties, open) }),
    ...(items && { items: open(items) }),
  } as Schema;
}

const mapped = (
  properties: Readonly<Record<string, JsonSchema>>,
  change: (schema: JsonSchema) => JsonSchema,
): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, change(schema)]));

/** The input schema as it is announced: with a cursor where answers go on, and a plan's token where the tool takes one. */
export function announcedInput(tool: Tool, policy: Policy): ObjectSchema {
  const { properties, ...schema } = announcedSchema(tool.input);
  return {
    ...schema,
    properties: {
      ...byName(properties),
      ...(mayContinue(tool) ? { cursor: { type: 'string' } } : {}),
      ...(mayPlan(tool, policy) ? { plan_token: { type: 'string' } } : {}),
    },
  };
}

/** Assistants give names: an id that a name stands for is taken, and not announced besides. */
function byName(properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const ids = Object.keys(properties).filter(
    (name) => name.endsWith('_id') && name.replace(/_id$/, '') in properties,
  );
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !ids.includes(name))
      .map(([name, schema]) =>
        ids.includes(`${name}_id`) ? [name, { type: 'string' }] : [name, schema],
      ),
  );
}

/** Whether an answer may have more than fits: what reads, and what calls any operation. */
export const mayContinue = (tool: Tool): boolean =>
  tool.effect === 'read' || tool.effectOf !== undefined;

const mayPlan = (tool: Tool, { writes, deletes }: Policy): boolean =>
  tool.effect !== 'read' && (writes || deletes);

/** A tool as the list of tools shows it. */
export function describeTool(tool: Tool, policy: Policy): JsonObject {
  const changes = mayPlan(tool, policy);
  return {
    name: tool.name,
    title: tool.title,
    description: changes
      ? `${tool.description} Plans first; repeat with plan_token.`
      : tool.description,
    inputSchema: announcedInput(tool, policy),
    outputSchema: announcedOutput(tool, policy),
    annotations: {
      readOnlyHint: !changes,
      ...(changes
        ? { destructiveHint: tool.effect === 'delete', idempotentHint: tool.idempotent }
        : {}),
      openWorldHint: false,
    },
  };
}
