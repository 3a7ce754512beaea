import { loadBodies } from './load-bodies.js';
import type { HeldSecrets } from './pipeline/held-secrets.js';

/** What each client holds, kept beside it and not in it, so that nothing that prints a client prints its secrets. */
const holders = new WeakMap<object, HeldSecrets>();

/** Notes what a client holds. */
export const noteHeld = (client: object, held: HeldSecrets): void => void holders.set(client, held);

/**
 * What masks in texts and values what a client holds itself: its secret or API key, its tokens, and what its headers carry, in whichever
 * form a server repeats them. For programs that show records where others see them, such as a log or a page. A value that holds none
 * of them is given back as it is.
 *
 * @example
 * const masked = await heldSecretsMask(halo);
 * console.log(masked(await halo.tickets.get(1234)));
 */
export async function heldSecretsMask(client: object): Promise<<Value>(value: Value) => Value> {
  const held = holders.get(client);
  return held ? (await loadBodies()).maskHeld(held) : (value) => value;
}
