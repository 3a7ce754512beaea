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
  prepare?(input: JsonObject): Promise<JsonObject>;
  /** The input of the next page, where the tool reads a list in pages and the answer does not end it; `seen` rows went before. */
  nextPage?(input: JsonObject, output: JsonObject, seen: number): NextPage | undefined;
  run(context: ToolContext, input: JsonObject): Promise<JsonObject>;
}

/** Where a list goes on. */
export interface NextPage {
  readonly input: JsonObject;
  /** The list and how many of its rows have been seen with this page. */
  readonly path: string;
  readonly seen: number;
}
