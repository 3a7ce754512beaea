import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { EventHandler, EventQueue, HaloEvent } from 'halopsa-connector';
import { escapedText } from 'halopsa-ground';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { type InputOf, option, several } from '../core/inputs.js';
import type { Host } from '../host.js';
import { folderOption, listenFolder } from '../listen/folder.js';
import { listenPassword, listenSecret } from '../listen/password.js';
import { count, port } from '../sandbox/server-address.js';

const options = {
  forward: option(
    '--forward <url>',
    'post each event to this address, with its key as Idempotency-Key; the password of a user in it comes from HALO_FORWARD_PASSWORD',
  ),
  port: option('--port <int>', 'port; 0 takes a free one', { parse: port, default: 4500 }),
  address: option(
    '--address <ip>',
    'address to listen at, in place of the loopback interface; needs --user or --signature-header',
  ),
  allowHost: option(
    '--allow-host <name>',
    'host name that deliveries may be sent to, such as that of a tunnel; needs --user or --signature-header',
    { parse: several, default: [] },
  ),
  user: option(
    '--user <name>',
    'user name that deliveries carry; the password comes from HALO_LISTEN_PASSWORD',
  ),
  signatureHeader: option(
    '--signature-header <name>',
    'header that holds the signature of deliveries; the secret comes from HALO_LISTEN_SECRET',
  ),
  poll: option(
    '--poll <seconds>',
    'look at the list of tickets this often, in place of receiving',
    { parse: interval },
  ),
  replay: option(
    '--replay <key>',
    'hand on again: an event by its key, or "dead" for all that were given up; may be given again',
    {
      parse: several,
      default: [],
    },
  ),
  folder: folderOption,
};

/** `halo listen`: Halo's webhooks, kept on disk until something has been done with them. */
export const command: CommandSpec = defineCommand({
  description:
    'Receive the webhooks of Halo, keep each event on disk, and hand it on once: to an address, or to the output as one line of JSON. Ctrl-C stops it; what is left is handed on the next time.',
  options,
  example: [
    'halo listen --forward http://127.0.0.1:3000/halo',
    'halo listen --poll 60',
    'halo listen events --state dead',
  ],
  run: listen,
});

type ListenOptions = InputOf<typeof options>;

async function listen(options: ListenOptions, context: Context): Promise<void> {
  const { EventQueue, eventLine, forwardTo } = await import('halopsa-connector');
  const { host, note } = context;
  const target =
    options.forward === undefined ? undefined : forwardAddress(options.forward, context);
  const hand = target === undefined ? printer(host, eventLine) : forwardTo(target);
  const folder = listenFolder(options.folder, host);
  const queue = await EventQueue.open(folder);
  const { damage } = queue;
  if (damage) {
    const kept = damage.keptIn ? `; kept in ${damage.keptIn}` : '';
    note(
      `${damage.lines} ${damage.lines === 1 ? 'line' : 'lines'} of the journal were damaged and are left out${kept}.`,
    );
  }
  try {
    if (options.replay.length > 0)
      note(`${await replay(queue, options.replay)} events are handed on again.`);
    const source =
      options.poll === undefined
        ? await receive(queue, options, context)
        : await poll(queue, { folder, seconds: options.poll }, context);
    let stopping: Promise<void> | undefined;
    const stop = (): void => {
      stopping ??= source();
    };
    // The source and the handler end at the same time: each may wait for somebody else.
    host.signal.addEventListener('abort', stop, { once: true });
    try {
      await queue.run(telling(hand, note), host.signal);
    } finally {
      stop();
      await stopping;
    }
    const { waiting, dead } = queue.counts();
    if (waiting + dead > 0)
      note(`${waiting} events wait for the next time, ${dead} were given up.`);
  } finally {
    await queue.close();
  }
}

/** The address with the password that stands in HALO_FORWARD_PASSWORD; one on the line can be seen by others, and that is said. */
function forwardAddress(address: string, { host, note, noteColours }: Context): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && url.password !== '')
    note(
      noteColours.dim(
        'Other users of this computer can see the password of --forward in the list of processes; leave it out of the address and set HALO_FORWARD_PASSWORD.',
      ),
    );
  const password = host.env['HALO_FORWARD_PASSWORD'];
  if (!url || url.username === '' || url.password !== '' || !password) return address;
  url.password = encodeURIComponent(password);
  return url.href;
}

async function replay(queue: EventQueue, keys: readonly string[]): Promise<number> {
  const named = keys.filter((key) => key !== 'dead');
  return (keys.includes('dead') ? await queue.replay() : 0) + (await queue.replay(named));
}

/** Starts the receiver and gives what stops it. */
async function receive(
  queue: EventQueue,
  options: ListenOptions,
  { host, note }: Context,
): Promise<() => Promise<void>> {
  const { receiveWebhooks } = await import('halopsa-connector');
  const { address, allowHost: hosts, user, signatureHeader: header } = options;
  const basic = user === undefined ? undefined : { username: user, password: listenPassword(host) };
  const signature = header === undefined ? undefined : { header, secret: listenSecret(host) };
  const onProblem = (problem: string | undefined): void =>
    note(
      problem === undefined
        ? 'Events are stored again.'
        : `${problem}. Deliveries are answered 503 until it can be; nothing that was taken is lost.`,
    );
  const server = await receiveWebhooks({
    queue,
    port: options.port,
    address,
    hosts,
    basic,
    signature,
    onProblem,
  });
  note(`Webhooks are received at ${server.url}; Ctrl-C stops it.`);
  return () => server.close();
}

/** Starts looking at the list and gives what stops it. */
async function poll(
  queue: EventQueue,
  { folder, seconds }: { folder: string; seconds: number },
  context: Context,
): Promise<() => Promise<void>> {
  const { TicketPoll } = await import('halopsa-connector');
  const { client, settings } = await context.connection();
  const { createHash } = await import('node:crypto');
  // Each tenant has a state of its own, beside the events that were made of it: two folders are told of all changes both.
  const name = createHash('sha256')
    .update(settings.tenant_url ?? '')
    .digest('hex')
    .slice(0, 16);
  const polling = await TicketPoll.open({
    client,
    queue,
    statePath: join(folder, `poll-${name}.json`),
  });
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, context.host.signal]);
  const running = polling.run(seconds * 1000, signal, ({ message }) =>
    context.note(`The list could not be read: ${message}`),
  );
  context.note(`The list of tickets is read every ${seconds} seconds; Ctrl-C stops it.`);
  return async () => {
    stop.abort();
    await running;
  };
}

/** Prints an event as one line; it is done once the line has left. */
const printer =
  ({ stdout }: Host, lineOf: (event: HaloEvent) => string): EventHandler =>
  (event) =>
    new Promise((resolve, reject) => {
      stdout.write(`${escapedText(lineOf(event))}\n`, (error) =>
        error ? reject(error) : resolve(),
      );
    });

const telling =
  (hand: EventHandler, note: Context['note']): EventHandler =>
  async (event: HaloEvent, run) => {
    try {
      await hand(event, run);
    } catch (error) {
      note(`${event.key}: ${(error as Error).message} (attempt ${run.attempt})`);
      throw error;
    }
  };

function interval(text: string): number {
  const seconds = count(text);
  if (seconds < 5) throw new InvalidArgumentError('It takes 5 seconds or more.');
  return seconds;
}
