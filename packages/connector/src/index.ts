export { type Action, type Effect, type RunOptions, type Toolset, toolsets } from './action.js';
export { type ExportedFile, writeExport } from './export/exported-file.js';
export { type Failure, failureJson, failureOf } from './failure.js';
export type { JsonObject, JsonSchema, ObjectSchema } from './json.js';
export { ActionRegistry } from './registry.js';
export { InvalidInputError } from './schema/validator.js';
export { exportSwimlane, type SwimlaneExport } from './swimlane/export.js';
export { type RunnerOptions, runSwimlaneAction, type SwimlaneOutput } from './swimlane/run-action.js';
export { runContract } from './swimlane/runner.js';
