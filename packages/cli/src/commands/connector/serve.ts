import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { InvalidArgumentError } from 'commander';
import { readKeys } from '../../connector/keys-file.js';
import { openRegistry } from '../../connector/registry.js';
import type { Context } from '../../context.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { type InputOf, option } from '../../core/inputs.js';
import { ownVersion } from '../../own-version.js';
import { count, port } from '../../sandbox/server-address.js';

const options = {
  port: option('--port <int>', 'port; 0 takes a free one', { parse: port, default: 4400 }),
  perMinute: option('--per-minute <int>', 'requests that are taken in a minute', {
    parse: atLeastOne,
    default: 600,
  }),
  toolsets: option(
    '--toolsets <names>',
    'tickets, clients, assets, knowledge, reports, billing, config; commas between them',
    {
      default: 'all',
    },
  ),
  keys: option(
    '--keys <file>',
    'keys of several callers (YAML), each with its toolsets and effects, in place of one that is shown',
  ),
  readOnly: option('--read-only', 'no writes and no deletes, whatever else is said'),
  allowWrites: option('--allow-writes', 'run actions that write'),
  allowDeletes: option('--allow-deletes', 'run actions that delete'),
};

/** `halo connector serve`: the actions as a REST service on this computer. */
export const command: CommandSpec = defineCommand({
  description:
    'Serve the actions as a REST service on the loopback interface, until Ctrl-C. It is read-only by default.',
  options,
  example: 'halo connector serve --port 4400 --toolsets tickets,clients --allow-writes',
  run: serve,
});

type ServeOptions = InputOf<typeof options>;

async function serve(
  { port: wanted, perMinute, toolsets, keys: file, ...switches }: ServeOptions,
  context: Context,
): Promise<void> {
  const { hashKey, readPolicy, serveActions } = await import('halopsa-connector');
  const policy = readPolicy({
    ...switches,
    toolsets: toolsets.split(',').map((name) => name.trim()),
  });
  const key = randomBytes(24).toString('base64url');
  const shown = { name: 'command-line', hash: hashKey(key), ...policy };
  const keys =
    file === undefined ? [shown] : await readKeys(file, { readOnly: switches.readOnly === true });
  const client = await context.client();
  const server = await serveActions({
    registry: await openRegistry(context.host),
    client,
    keys,
    version: ownVersion(),
    port: wanted,
    perMinute,
    ...(context.globals.verbose
      ? { log: (entry: object) => context.note(JSON.stringify(entry)) }
      : {}),
  });
  context.note(`The actions are served at ${server.url}/v1/actions; Ctrl-C stops it.`);
  if (file !== undefined)
    context.note(`Clients send one of ${keys.length} keys: Authorization: Bearer ...`);
  else
    context.note(
      `Clients send this key, which ends with this process: Authorization: Bearer ${key}`,
    );
  if (!context.host.signal.aborted) await once(context.host.signal, 'abort');
  await server.close();
}

function atLeastOne(text: string): number {
  const value = count(text);
  if (value === 0) throw new InvalidArgumentError('It takes 1 or more.');
  return value;
}
