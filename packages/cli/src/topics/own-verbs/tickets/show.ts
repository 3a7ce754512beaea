import type { HaloClient } from 'halopsa';
import { haloDate } from 'halopsa/dates';
import { about } from '../../../about.js';
import type { Context } from '../../../context.js';
import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { rowOf } from '../../../output/answered.js';
import { coloursFor } from '../../../output/colours.js';
import { printColoured } from '../../../output/print.js';
import { showTimeIn } from '../../../output/show-time.js';
import { parseId } from '../../record-id.js';
import { type Conversation, ticketText } from '../../tickets/ticket-text.js';

const mostActions = 20;

/** `halo tickets show <id>`: the ticket with what was done on it and its files, as a person reads it. */
export const command: CommandSpec = defineCommand({
  description:
    'Show one ticket as a person reads it: who and how far, the description, what was done, and its files.',
  arguments: { id: argument('<id>', 'int id of the ticket') },
  options: {
    actions: option('--actions <int>', `newest actions to show; default: ${mostActions}`, {
      parse: (text: string) => Number(parseId(text, 'int', 'parameter actions')),
    }),
  },
  shared: 'first',
  example: ['halo tickets show 1234', 'halo tickets show 1234 --actions 3 --json'],
  async run({ id: text, actions = mostActions }, context) {
    const id = Number(parseId(text, 'int', 'id of the ticket'));
    const conversation = await read(await context.client(), id, actions, context);
    if (context.globals.output !== 'table' || context.globals.out !== undefined)
      return context.printer.value({ ...conversation });
    const { host, globals } = context;
    const time = showTimeIn(globals.zone);
    printColoured(
      host,
      ticketText(conversation, {
        width: host.stdout.columns ?? 80,
        colours: coloursFor(host.stdout, host, globals.color),
        moment: (value) => {
          const date = typeof value === 'string' ? haloDate(value) : undefined;
          return date === undefined ? undefined : time(date);
        },
      }),
    );
  },
});

async function read(
  halo: HaloClient,
  id: number,
  count: number,
  { host: { signal } }: Context,
): Promise<Conversation> {
  const ticket = await about(
    `ticket ${id}`,
    halo.tickets.get(id, { includedetails: true }, { signal }),
  );
  const [actions, attachments] = await Promise.all([
    count < 1
      ? []
      : halo.actions
          .list({ ticket_id: id, count, excludesys: false }, { signal })
          .then(({ items }) => items),
    ticket.getAttachments({ signal }),
  ]);
  return {
    ticket: rowOf({ ...ticket }),
    // They come newest first, and a conversation is read from its beginning.
    actions: [...actions].reverse().map((action) => rowOf({ ...action })),
    attachments: attachments.map((attachment) => rowOf({ ...attachment })),
  };
}
