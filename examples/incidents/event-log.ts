import { sampleLog } from './sample-log.js';

/** A made-up log with the headings of the real one, which calls the state ident_state and tells when each event was. */
export function eventLog(incidents: number): string {
  return [...sampleLog(incidents)]
    .map((line, at) =>
      at === 0
        ? line.replace('incident_state', 'ident_state').replace('\n', ',sys_updated_at\n')
        : line.replace('\n', `,1/2/2016 9:${10 + (at % 50)}\n`),
    )
    .join('');
}
