export { type Action, type Effect, type RunOptions, type Toolset, toolsets } from './action.js';
export type { JsonObject, JsonSchema, ObjectSchema } from './json.js';
export { ActionRegistry } from './registry.js';
export { InvalidInputError } from './schema/validator.js';
