import { type Command, Option } from 'commander';
import type { EventQueue, EventState } from 'halopsa-connector';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import type { Row } from '../../output/printer.js';
import { addSharedOptions } from '../../shared-options.js';
import { listenFolder } from './folder.js';

interface EventsOptions {
  readonly state?: EventState;
}

/** `halo listen events`: what is kept on disk. */
export function addEvents(listen: Command, host: Host): void {
  const command = listen
    .command('events')
    .summary('show the events that are kept')
    .description('Show the events that are kept, oldest first. "halo listen" must not be running in this folder.')
    .addOption(new Option('--state <state>', 'only those').choices(['waiting', 'done', 'dead']))
    .addHelpText('after', '\nExample:\n  halo listen events --state dead');
  addSharedOptions(command).action(({ state }: EventsOptions, running: Command) =>
    withContext(running, host, async ({ printer }) => {
      const { EventQueue } = await import('halopsa-connector');
      const { folder } = running.optsWithGlobals<{ folder?: string }>();
      const queue = await EventQueue.open(listenFolder(folder, host));
      try {
        await printer.rows(rows(queue, state), ['key', 'state', 'attempts', 'event', 'object_id', 'received_at', 'error']);
      } finally {
        await queue.close();
      }
    }),
  );
}

async function* rows(queue: EventQueue, wanted: EventState | undefined): AsyncGenerator<Row> {
  for await (const { event, state, attempts, error = null } of queue.list(wanted)) {
    const { key, source, receivedAt, payload } = event;
    const { event: name = null, object_id = null } = payload;
    yield { key, state, attempts, event: name, object_id, source, received_at: receivedAt, error, payload };
  }
}
