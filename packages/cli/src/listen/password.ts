import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';

/** The password of deliveries; it never stands on the command line, where others of this computer could see it. */
export const listenPassword = (host: Host): string =>
  fromEnvironment(host, '--user needs a password', 'HALO_LISTEN_PASSWORD', 'password');

/** The secret by which deliveries are signed, which does not stand there either. */
export const listenSecret = (host: Host): string =>
  fromEnvironment(host, '--signature-header needs a secret', 'HALO_LISTEN_SECRET', 'secret');

function fromEnvironment({ env }: Host, needed: string, name: string, what: string): string {
  const value = env[name];
  if (value) return value;
  throw new UsageError(`${needed}, and ${name} is not set. Nothing was started.`, {
    nextStep: `Set it to the ${what} that the webhook in Halo has.`,
  });
}
