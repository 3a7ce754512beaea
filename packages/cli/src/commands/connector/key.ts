import { randomBytes } from 'node:crypto';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';

/** `halo connector key`: a new key for a caller of the service, and what of it is kept. */
export const command: CommandSpec = defineCommand({
  description:
    'Make a random key. The caller gets the key; its digest goes into the file of "halo connector serve --keys".',
  example: 'halo connector key --json',
  async run(_, { printer }) {
    const { hashKey } = await import('halopsa-connector');
    const key = randomBytes(24).toString('base64url');
    await printer.record({ key, sha256: hashKey(key) });
  },
});
