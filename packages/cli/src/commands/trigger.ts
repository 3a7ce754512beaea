import type { CommandSpec } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import { wholeNumber } from '../flags/flag-value.js';
import { listenPassword, listenSecret } from '../listen/password.js';
import { defineLever } from '../sandbox/define-lever.js';

/** `halo trigger`: a real delivery of a webhook, out of the sandbox. */
export const command: CommandSpec = defineLever({
  description:
    'Make the sandbox on this computer send an event of a ticket to the webhooks that are bound to it.',
  arguments: {
    event: argument(
      '<event>',
      'new-ticket-logged, ticket-updated, ticket-status-changed, ticket-closed, ticket-deleted or new-action',
    ),
  },
  options: {
    ticketId: option('--ticket-id <int>', 'the ticket; the youngest by default', {
      parse: wholeNumber,
    }),
    to: option(
      '--to <url>',
      'bind this address to the event first, for example http://127.0.0.1:4500',
      {
        parse: (to: string) => (to.includes('://') ? to : `http://${to}`),
      },
    ),
    user: option(
      '--user <name>',
      'user name for --to; the password comes from HALO_LISTEN_PASSWORD',
    ),
    signatureHeader: option(
      '--signature-header <name>',
      'header that holds the signature of deliveries to --to; the secret comes from HALO_LISTEN_SECRET',
    ),
  },
  example: 'halo trigger new-ticket-logged --to http://127.0.0.1:4500',
  async run({ event, ticketId, to, user, signatureHeader }, { host, printer, note, pull }) {
    const credentials =
      user === undefined ? {} : { username: user, password: listenPassword(host) };
    const signed =
      signatureHeader === undefined
        ? {}
        : { signature_header: signatureHeader, secret: listenSecret(host) };
    const sent = (await pull('POST', 'trigger', {
      event,
      ticket_id: ticketId,
      to,
      ...credentials,
      ...signed,
    })) as { webhooks: number };
    await printer.record({ ...sent });
    if (sent.webhooks === 0) note('No webhook is bound to this event; --to binds an address.');
  },
});
