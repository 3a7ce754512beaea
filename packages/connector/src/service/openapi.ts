import type { Action } from '../action.js';
import type { JsonObject } from '../json.js';

/** What the service answers where something went wrong. */
export const errorSchema: JsonObject = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        next_step: { type: 'string' },
      },
      required: ['code', 'message'],
    },
  },
  required: ['error'],
};

const failure = {
  description: 'What went wrong, and what to do.',
  content: { 'application/json': { schema: errorSchema } },
};

/** The service as an OpenAPI 3.1 document, for those actions that a key may run. */
export function openApi(
  actions: readonly Action[],
  { version, url }: { version: string; url: string },
): JsonObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Halo connector',
      version,
      description: 'Actions in HaloPSA, HaloITSM and HaloServiceDesk.',
    },
    servers: [{ url }],
    security: [{ key: [] }],
    paths: Object.fromEntries(
      actions.map((action) => [`/v1/actions/${action.name}`, { post: operation(action) }]),
    ),
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  };
}

const operation = ({ name, title, description, toolset, input, output }: Action): JsonObject => ({
  operationId: name,
  summary: title,
  description,
  tags: [toolset],
  requestBody: { required: true, content: { 'application/json': { schema: input } } },
  responses: {
    '200': { description: 'Done.', content: { 'application/json': { schema: output } } },
    default: failure,
  },
});
