import { type OptionSpec, option } from '../core/inputs.js';
import { type Host, statePath } from '../host.js';

/** Where events are kept. */
export const listenFolder = (folder: string | undefined, host: Host): string =>
  folder ?? statePath(host, 'listen');

/** The option that names it. */
export const folderOption: OptionSpec<string | undefined> = option(
  '--folder <folder>',
  'where events are kept, in place of the state folder',
);
