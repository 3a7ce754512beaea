import type { JsonObject, ObjectSchema } from '../json.js';
import type { Policy } from './policy.js';
import type { Tool } from './tool.js';

const plan = {
  type: 'object',
  properties: { token: { type: 'string' }, expires_at: { type: 'string' }, preview: { type: 'string' } },
  additionalProperties: false,
} as const;

/** The output schema as it is announced: the tool's own, a plan where it may give one, and what was noticed in the data. */
export function announcedOutput(tool: Tool, policy: Policy): ObjectSchema {
  const { required, ...schema } = tool.output;
  const notices = { type: 'array', items: { type: 'string' } } as const;
  if (!mayPlan(tool, policy)) return { ...tool.output, properties: { ...schema.properties, notices } };
  return { ...schema, properties: { ...schema.properties, plan, notices } };
}

/** The input schema as it is announced: with a plan's token where the tool takes one. */
export function announcedInput(tool: Tool, policy: Policy): ObjectSchema {
  if (!mayPlan(tool, policy)) return tool.input;
  return { ...tool.input, properties: { ...tool.input.properties, plan_token: { type: 'string' } } };
}

const mayPlan = (tool: Tool, { writes, deletes }: Policy): boolean => tool.effect !== 'read' && (writes || deletes);

/** A tool as the list of tools shows it. */
export function describeTool(tool: Tool, policy: Policy): JsonObject {
  const changes = mayPlan(tool, policy);
  return {
    name: tool.name,
    title: tool.title,
    description: changes ? `${tool.description} First gives a plan; repeat with its plan_token.` : tool.description,
    inputSchema: announcedInput(tool, policy),
    outputSchema: announcedOutput(tool, policy),
    annotations: {
      readOnlyHint: !changes,
      ...(changes ? { destructiveHint: tool.effect === 'delete', idempotentHint: tool.idempotent } : {}),
      openWorldHint: false,
    },
  };
}
