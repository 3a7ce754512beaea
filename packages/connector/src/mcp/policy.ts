import { HaloUsageError } from 'halopsa';
import { type Effect, type Toolset, toolsets } from '../action.js';
import type { Tool } from './tool.js';

/** What a server offers, and what it does. */
export interface Policy {
  readonly toolsets: readonly Toolset[];
  readonly writes: boolean;
  readonly deletes: boolean;
}

/** How a person asks for a policy; `readOnly` wins over everything else. */
export interface PolicyRequest {
  readonly toolsets?: readonly string[] | undefined;
  readonly readOnly?: boolean | undefined;
  readonly allowWrites?: boolean | undefined;
  readonly allowDeletes?: boolean | undefined;
}

const byDefault: readonly Toolset[] = ['tickets', 'clients', 'assets', 'knowledge'];

/** The policy asked for; refuses a toolset that there is not. */
export function readPolicy({
  toolsets: asked = byDefault,
  readOnly = false,
  allowWrites = false,
  allowDeletes = false,
}: PolicyRequest): Policy {
  const names = asked.includes('all') ? [...toolsets] : asked;
  const wrong = names.find((name) => !(toolsets as readonly string[]).includes(name));
  if (wrong !== undefined)
    throw new HaloUsageError(
      `unknown toolset ${wrong}`,
      `There are: ${toolsets.join(', ')}, or all.`,
    );
  return {
    toolsets: names as Toolset[],
    writes: allowWrites && !readOnly,
    deletes: allowDeletes && !readOnly,
  };
}

/** Whether the policy lets an effect come about. */
export const permits = ({ writes, deletes }: Policy, effect: Effect): boolean =>
  effect === 'read' || (effect === 'write' ? writes : deletes);

/** Whether a tool is shown at all: one that works on everything always is, for reading. */
export const shows = (policy: Policy, tool: Tool): boolean =>
  tool.toolset === undefined ||
  (policy.toolsets.includes(tool.toolset) && permits(policy, tool.effect));
