import type { CommandSpec } from '../core/define-command.js';
import type { VerbKind, VerbSetting } from './verb.js';

/** Declares the command of a verb. */
type Declare = (setting: VerbSetting) => CommandSpec | Promise<CommandSpec>;

/** Declarations are loaded when their verb is asked for: a list need not wait for what writes. */
const declarations: Readonly<Record<Exclude<VerbKind, 'own'>, () => Promise<Declare>>> = {
  list: async () => (await import('./list.js')).listCommand,
  get: async () => (await import('./get.js')).getCommand,
  show: async () => (await import('./show.js')).showCommand,
  create: async () => (await import('./create.js')).createCommand,
  update: async () => (await import('./update.js')).updateCommand,
  delete: async () => (await import('./delete.js')).deleteCommand,
  operation: async () => (await import('./operation.js')).operationCommand,
  'create-related': async () => (await import('./create-related.js')).createRelatedCommand,
};

/** Loads what the command of a verb of the catalogue declares. */
export const declared =
  (kind: Exclude<VerbKind, 'own'>, setting: VerbSetting) =>
  async (): Promise<{ readonly command: CommandSpec }> => ({
    command: await (await declarations[kind]())(setting),
  });
