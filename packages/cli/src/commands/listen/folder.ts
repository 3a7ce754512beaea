import { type Host, statePath } from '../../host.js';

/** Where events are kept. */
export const listenFolder = (folder: string | undefined, host: Host): string => folder ?? statePath(host, 'listen');
