import type { Command } from 'commander';
import type { Operation, Resource } from 'halopsa-catalogue';
import type { CommandSpec } from '../core/define-command.js';
import type { Host } from '../host.js';

/** What a verb on the command line does. */
export type VerbKind =
  | 'list'
  | 'get'
  | 'create'
  | 'update'
  | 'delete'
  | 'operation'
  | 'create-related'
  | 'own';

/** One verb of a topic with the operation behind it. */
export interface Verb {
  /** As it is typed, for example `list`, `all-software-versions`. */
  readonly name: string;
  readonly kind: VerbKind;
  readonly operation: Operation;
  readonly summary: string;
  /** The filters that the positional arguments stand for. */
  readonly fixedQuery?: (args: readonly string[]) => Record<string, number | string>;
  /** Loads the declaration of a verb of ours. */
  readonly load?: () => Promise<{ readonly command: CommandSpec }>;
}

/** What a builder of a verb's command is given. */
export interface VerbSetting {
  readonly command: Command;
  readonly resource: Resource;
  readonly verb: Verb;
  readonly host: Host;
}
