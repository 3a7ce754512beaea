import { type Command, Option } from 'commander';
import { flagParser } from '../flags/flag-value.js';
import type { Host } from '../host.js';
import { listenPassword, listenSecret } from './listen/password.js';
import { addLever } from './sandbox/lever.js';

interface TriggerOptions {
  readonly ticketId?: number;
  readonly to?: string;
  readonly user?: string;
  readonly signatureHeader?: string;
}

/** `halo trigger`: a real delivery of a webhook, out of the sandbox. */
export function addTriggerCommand(program: Command, host: Host): void {
  const command = program
    .command('trigger')
    .summary('make the sandbox send an event')
    .description('Make the sandbox on this computer send an event of a ticket to the webhooks that are bound to it.')
    .argument('<event>', 'new-ticket-logged, ticket-updated, ticket-status-changed, ticket-closed, ticket-deleted or new-action')
    .addOption(new Option('--ticket-id <int>', 'the ticket; the youngest by default').argParser(flagParser('int')!.parse))
    .addOption(
      new Option('--to <url>', 'bind this address to the event first, for example http://127.0.0.1:4500').argParser((to) =>
        to.includes('://') ? to : `http://${to}`,
      ),
    )
    .option('--user <name>', 'user name for --to; the password comes from HALO_LISTEN_PASSWORD')
    .option('--signature-header <name>', 'header that holds the signature of deliveries to --to; the secret comes from HALO_LISTEN_SECRET')
    .addHelpText('after', '\nExample:\n  halo trigger new-ticket-logged --to http://127.0.0.1:4500');
  addLever(command, host, async ({ pull }, { printer, note }, event: string, options: TriggerOptions) => {
    const { ticketId, to, user, signatureHeader } = options;
    const credentials = user === undefined ? {} : { username: user, password: listenPassword(host) };
    const signed = signatureHeader === undefined ? {} : { signature_header: signatureHeader, secret: listenSecret(host) };
    const sent = (await pull('POST', 'trigger', { event, ticket_id: ticketId, to, ...credentials, ...signed })) as { webhooks: number };
    await printer.record({ ...sent });
    if (sent.webhooks === 0) note('No webhook is bound to this event; --to binds an address.');
  });
}
