import type { Action, Toolset } from '../action.js';

/** Who may call the service, and what for. */
export interface ServiceKey {
  /** Shown in logs in place of the key. */
  readonly name: string;
  /** SHA-256 of the key as hexadecimal digits; `hashKey` makes it. */
  readonly hash: string;
  readonly toolsets: readonly Toolset[];
  readonly writes: boolean;
  readonly deletes: boolean;
}

/** Whether a key may run an action. Those of the whole API belong to the toolset config. */
export function mayRun(
  { toolsets, writes, deletes }: ServiceKey,
  { toolset, effect }: Action,
): boolean {
  if (!toolsets.includes(toolset)) return false;
  return effect === 'read' || (effect === 'write' ? writes : deletes);
}
