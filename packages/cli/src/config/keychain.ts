import { UsageError } from '../usage-error.js';

const service = 'halopsa';

/** Where the secret of a profile lies in the keychain of the operating system. */
const account = (profile: string): string => `${profile} client secret`;

/** Puts the secret of a profile into the keychain. Throws a UsageError where this computer has none that answers. */
export const keepSecret = (profile: string, secret: string): Promise<void> =>
  ask(
    'keep the secret',
    async (Entry) => void (await new Entry(service, account(profile)).setPassword(secret)),
  );

/** The secret of a profile, or undefined where the keychain has none. */
export const readSecret = (profile: string): Promise<string | undefined> =>
  ask(
    'give the secret',
    async (Entry) => (await new Entry(service, account(profile)).getPassword()) ?? undefined,
  );

/** Removes the secret of a profile. */
export const forgetSecret = (profile: string): Promise<void> =>
  ask('forget the secret', async (Entry) => {
    // What is not there need not be removed.
    await new Entry(service, account(profile)).deletePassword().catch(() => undefined);
  });

type EntryClass = typeof import('@napi-rs/keyring').AsyncEntry;

async function ask<T>(what: string, work: (Entry: EntryClass) => Promise<T>): Promise<T> {
  try {
    return await work((await import('@napi-rs/keyring')).AsyncEntry);
  } catch (cause) {
    throw new UsageError(`The keychain of this computer did not ${what}.`, {
      cause,
      nextStep:
        'Unlock it, or run "halo configure" without --keychain: the file that it writes is yours alone to read.',
    });
  }
}
