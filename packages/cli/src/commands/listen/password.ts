import type { Host } from '../../host.js';
import { UsageError } from '../../usage-error.js';

/** The password of deliveries; it never stands on the command line, where others of this computer could see it. */
export function listenPassword({ env }: Host): string {
  const password = env['HALO_LISTEN_PASSWORD'];
  if (password) return password;
  throw new UsageError('--user needs a password, and HALO_LISTEN_PASSWORD is not set. Nothing was started.', {
    nextStep: 'Set it to the password that the webhook in Halo has.',
  });
}
