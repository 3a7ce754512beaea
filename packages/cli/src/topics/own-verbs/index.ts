import type { CommandSpec } from '../../core/define-command.js';

/** A verb of ours on a topic; its file stands at `<topic>/<name>.ts`. */
interface OwnVerb {
  readonly topic: string;
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: CommandSpec }>;
}

/** The verbs that are more than one operation of the API. */
export const ownVerbs: readonly OwnVerb[] = [
  {
    topic: 'attachments',
    name: 'download',
    summary: 'save the file of one attachment',
    load: () => import('./attachments/download.js'),
  },
  {
    topic: 'attachments',
    name: 'upload',
    summary: 'attach files to a record',
    load: () => import('./attachments/upload.js'),
  },
  {
    topic: 'reports',
    name: 'run',
    summary: 'run one report and print its rows',
    load: () => import('./reports/run.js'),
  },
];
