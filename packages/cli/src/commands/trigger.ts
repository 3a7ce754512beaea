import { type Command, Option } from 'commander';
import { flagParser } from '../flags/flag-value.js';
import type { Host } from '../host.js';
import { listenPassword } from './listen/password.js';
import { addLever } from './sandbox/lever.js';

interface TriggerOptions {
  readonly ticketId?: number;
  readonly to?: string;
  readonly user?: string;
}

/** `halo trigger`: a real delivery of a webhook, out of the sandbox. */
export function addTriggerCommand(program: Command, host: Host): void {
  const command = program
    .command('trigger')
    .summary('make the sandbox send an event')
    .description('Make the sandbox on this computer send an event of a ticket to the webhooks that are bound to it.')
    .argument('<event>', 'new-ticket-logged, ticket-updated, ticket-status-changed, ticket-closed, ticket-deleted or new-action')
    .addOption(new Option('--ticket-id <int>', 'the ticket; the youngest by default').argParser(flagParser('int')!.parse))
    .option('--to <url>', 'bind this address to the event first, for example http://127.0.0.1:4500')
    .option('--user <name>', 'user name for --to; the password comes from HALO_LISTEN_PASSWORD')
    .addHelpText('after', '\nExample:\n  halo trigger new-ticket-logged --to http://127.0.0.1:4500');
  addLever(command, host, async ({ pull }, { printer, note }, event: string, { ticketId, to, user }: TriggerOptions) => {
    const credentials = user === undefined ? {} : { username: user, password: listenPassword(host) };
    const sent = (await pull('POST', 'trigger', { event, ticket_id: ticketId, to, ...credentials })) as { webhooks: number };
    await printer.record({ ...sent });
    if (sent.webhooks === 0) note('No webhook is bound to this event; --to binds an address.');
  });
}
