import type { EventQueue, EventState } from 'halopsa-connector';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { choice } from '../../core/inputs.js';
import { folderOption, listenFolder } from '../../listen/folder.js';
import { jsonOf } from '../../output/answered.js';
import type { Row } from '../../output/printer.js';

/** `halo listen events`: what is kept on disk. */
export const command: CommandSpec = defineCommand({
  description:
    'Show the events that are kept, oldest first. "halo listen" must not be running in this folder.',
  options: { state: choice('--state <state>', 'only those', ['waiting', 'done', 'dead']) },
  above: { folder: folderOption },
  example: 'halo listen events --state dead',
  async run({ state, folder }, { host, printer }) {
    const { EventQueue } = await import('halopsa-connector');
    const queue = await EventQueue.open(listenFolder(folder, host));
    try {
      await printer.rows(rows(queue, state), [
        'key',
        'state',
        'attempts',
        'event',
        'object_id',
        'received_at',
        'error',
      ]);
    } finally {
      await queue.close();
    }
  },
});

async function* rows(queue: EventQueue, wanted: EventState | undefined): AsyncGenerator<Row> {
  for await (const { event, state, attempts, error = null } of queue.list(wanted)) {
    const { key, source, receivedAt, payload } = event;
    const { event: name = null, object_id = null } = payload;
    yield {
      key,
      state,
      attempts,
      event: name,
      object_id,
      source,
      received_at: receivedAt,
      error,
      payload: jsonOf(payload),
    };
  }
}
