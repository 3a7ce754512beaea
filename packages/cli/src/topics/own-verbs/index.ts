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
    topic: 'appointments',
    name: 'today',
    summary: 'list the appointments of today',
    load: () => import('./appointments/today.js'),
  },
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
  {
    topic: 'tickets',
    name: 'show',
    summary: 'show one ticket as a person reads it',
    load: () => import('./tickets/show.js'),
  },
  {
    topic: 'tickets',
    name: 'note',
    summary: 'add a note to one ticket',
    load: () => import('./tickets/note.js'),
  },
  {
    topic: 'tickets',
    name: 'close',
    summary: 'close tickets',
    load: () => import('./tickets/close.js'),
  },
  {
    topic: 'tickets',
    name: 'reopen',
    summary: 'open tickets again',
    load: () => import('./tickets/reopen.js'),
  },
  {
    topic: 'tickets',
    name: 'assign',
    summary: 'give tickets to an agent or a team',
    load: () => import('./tickets/assign.js'),
  },
  {
    topic: 'tickets',
    name: 'log-time',
    summary: 'book time on one ticket',
    load: () => import('./tickets/log-time.js'),
  },
  {
    topic: 'tickets',
    name: 'attach',
    summary: 'attach files to one ticket',
    load: () => import('./tickets/attach.js'),
  },
];
