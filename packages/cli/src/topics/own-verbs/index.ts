import type { Builder } from '../verb.js';

/** A verb of ours on a topic; its file stands at `<topic>/<name>.ts`. */
interface OwnVerb {
  readonly topic: string;
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Builder>;
}

/** The verbs that are more than one operation of the API. */
export const ownVerbs: readonly OwnVerb[] = [
  {
    topic: 'attachments',
    name: 'download',
    summary: 'save the file of one attachment',
    load: async () => (await import('./attachments/download.js')).addDownload,
  },
  {
    topic: 'attachments',
    name: 'upload',
    summary: 'attach files to a record',
    load: async () => (await import('./attachments/upload.js')).addUpload,
  },
  {
    topic: 'reports',
    name: 'run',
    summary: 'run one report and print its rows',
    load: async () => (await import('./reports/run.js')).addRunReport,
  },
];
