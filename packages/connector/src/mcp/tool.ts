import type { HaloClient } from 'halopsa';
import type { Effect, RunOptions, Toolset } from '../action.js';
import type { JsonObject, ObjectSchema } from '../json.js';

/** What a tool is given besides its input. */
export interface ToolContext extends RunOptions {
  readonly client: HaloClient;
}

/** A tool of the server: an action cut to what a model can use, with its effect by input where that decides. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Undefined for the three that work on everything. */
  readonly toolset: Toolset | undefined;
  readonly effect: Effect;
  readonly idempotent: boolean;
  readonly input: ObjectSchema;
  readonly output: ObjectSchema;
  /** What this very call does, where one tool does several things. Throws where the input makes no sense. */
  effectOf?(input: JsonObject): Effect;
  /** Checks an input beyond its schema, before anything is planned. */
  prepare?(input: JsonObject): JsonObject;
  run(context: ToolContext, input: JsonObject): Promise<JsonObject>;
}
