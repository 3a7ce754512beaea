import { once } from 'node:events';
import type { Context } from '../context.js';
import { type OptionSpec, option } from '../core/inputs.js';
import { UsageError } from '../usage-error.js';
import { DEFAULT_PORT, port } from './server-address.js';

/** The port that a server of ours listens on. */
export const portOption: OptionSpec<number> = option(
  '--port <int>',
  'port on the loopback interface; 0 takes a free one',
  {
    parse: port,
    default: DEFAULT_PORT,
  },
);

/** Serves what answers requests until Ctrl-C. */
export async function listenUntilStopped(
  fetch: (request: Request) => Promise<Response>,
  at: number,
  { host, note, printer, globals }: Context,
  tell: (url: string) => string,
): Promise<void> {
  const { serveSandbox } = await import('halopsa-sandbox/server');
  const server = await serveSandbox({ fetch }, { port: at }).catch((cause: unknown) => {
    throw new UsageError(`The port ${at} cannot be listened on.`, {
      cause,
      nextStep: 'Name another one, or --port 0 for any that is free.',
    });
  });
  try {
    note(tell(server.url));
    if (globals.json) await printer.value({ url: server.url });
    if (!host.signal.aborted) await once(host.signal, 'abort');
  } finally {
    await server.close();
  }
}
