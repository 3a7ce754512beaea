import type { Operation, Resource } from 'halopsa-catalogue';
import type { CommandSpec } from '../core/define-command.js';

/** What a verb on the command line does. */
export type VerbKind =
  | 'list'
  | 'get'
  | 'show'
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
  /** The filter that the id on the line stands for. */
  readonly fixedQuery?: (id: string) => Record<string, number | string>;
  /** Loads what its command declares. */
  readonly load: () => Promise<{ readonly command: CommandSpec }>;
}

/** What the command of a verb is declared from. */
export interface VerbSetting {
  readonly resource: Resource;
  readonly verb: Omit<Verb, 'load'>;
}
