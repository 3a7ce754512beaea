import type { HaloClient } from 'halopsa';
import type { Safety } from 'halopsa-catalogue';
import type { JsonObject, ObjectSchema } from './json.js';

/** Groups of actions that are offered together. */
export const toolsets = [
  'tickets',
  'clients',
  'assets',
  'knowledge',
  'reports',
  'billing',
  'config',
] as const;
export type Toolset = (typeof toolsets)[number];

/** What an action does to the records of the tenant. */
export type Effect = 'read' | 'write' | 'delete';

/** How a run is steered from outside. */
export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Gives records with every field that Halo answers, in place of those that people use. */
  readonly whole?: boolean | undefined;
  /** Told how far a long run has come. */
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
}

/** One thing that a platform or an assistant can have done in Halo. */
export interface Action {
  /** Letters, digits and underscores, for example `get_ticket_by_id`; 64 at the most. */
  readonly name: string;
  /** Title for people, for example `Get Ticket by ID`. */
  readonly title: string;
  readonly description: string;
  readonly toolset: Toolset;
  readonly effect: Effect;
  /** How safely it may be sent a second time. */
  readonly safety: Safety;
  /** Halo scopes that it takes. */
  readonly scopes: readonly string[];
  readonly input: ObjectSchema;
  readonly output: ObjectSchema;
  /** The operation of the catalogue behind it, where it is one. */
  readonly operation?: string | undefined;
  /** How the input is laid out: its members by name, or in the sections `path_parameters`, `parameters` and `json_body`. */
  readonly layout: 'flat' | 'sections';
  /** The member of a flat input that is the whole body where a platform knows bodies. */
  readonly bodyMember?: string | undefined;
  /** Does it; the input has been checked against its schema. */
  run(client: HaloClient, input: JsonObject, options: RunOptions): Promise<JsonObject>;
}
