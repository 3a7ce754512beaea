import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { makeFolder, openPrivate } from 'halopsa-ground/node';
import { openRegistry } from '../connector/registry.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { type InputOf, option } from '../core/inputs.js';
import { statePath } from '../host.js';
import { ownVersion } from '../own-version.js';
import { port } from '../sandbox/server-address.js';

const options = {
  toolsets: option(
    '--toolsets <names>',
    'tickets, clients, assets, knowledge (these by default), reports, billing, config, or all; commas between them',
  ),
  readOnly: option('--read-only', 'no writes and no deletes, whatever else is said'),
  allowWrites: option('--allow-writes', 'let tools write, each time by a plan that is approved'),
  allowDeletes: option('--allow-deletes', 'let tools delete, each time by a plan that is approved'),
  http: option(
    '--http <port>',
    'serve HTTP at this port of the loopback interface; 0 takes a free one',
    { parse: port },
  ),
  perUser: option('--per-user', 'with --http: each person brings a Halo token of their own'),
};

/** `halo mcp`: the tenant for assistants, over the streams of this process or over HTTP. */
export const command: CommandSpec = defineCommand({
  description:
    'Serve the Model Context Protocol over standard input and output, or over HTTP on this computer. It is read-only by default.',
  options,
  example: ['halo mcp --toolsets tickets,knowledge', 'halo mcp --http 4300 --allow-writes'],
  run: serve,
});

type McpOptions = InputOf<typeof options>;

async function serve(options: McpOptions, context: Context): Promise<void> {
  const { readPolicy, serveStdio } = await import('halopsa-connector');
  const { toolsets, http, perUser: _, ...switches } = options;
  const policy = readPolicy({
    ...switches,
    toolsets: toolsets?.split(',').map((name) => name.trim()),
  });
  const path = statePath(context.host, 'mcp-audit.ndjson');
  makeFolder(dirname(path), 0o700);
  let written: Promise<unknown> = Promise.resolve();
  const audit = (entry: object): void => {
    const write = async (): Promise<void> => {
      await using file = await openPrivate(path, 'a');
      await file.appendFile(`${JSON.stringify(entry)}\n`);
    };
    written = written
      .then(write)
      .catch((error: Error) =>
        context.note(`The audit log could not be written: ${error.message}`),
      );
  };
  const parts = {
    registry: await openRegistry(context.host),
    policy,
    version: ownVersion(),
    audit,
  };
  const { stdin, stdout, signal } = context.host;
  if (http !== undefined) await serveHttp(parts, options, context);
  else {
    const streams = { stdin: stdin as Readable, stdout: stdout as unknown as Writable, signal };
    await serveStdio(
      { ...parts, client: await context.client(), session: `stdio-${process.pid}` },
      streams,
    );
  }
  await written;
}

type Parts = Omit<
  Parameters<typeof import('halopsa-connector')['serveMcpHttp']>[0],
  'access' | 'port'
>;

async function serveHttp(parts: Parts, options: McpOptions, context: Context): Promise<void> {
  const { serveMcpHttp, userClient } = await import('halopsa-connector');
  const { client, settings } = await context.connection();
  const tenantUrl = settings.tenant_url ?? '';
  const key = randomBytes(24).toString('base64url');
  const clientFor = (token: string): ReturnType<typeof userClient> =>
    userClient(token, { tenantUrl, tenant: settings.tenant });
  const authUrl = `${tenantUrl.replace(/(?<!\/)\/+$/, '')}/auth`;
  const server = await serveMcpHttp({
    ...parts,
    port: options.http,
    access: options.perUser
      ? { kind: 'halo-user', authUrl, clientFor }
      : { kind: 'key', key, client },
  });
  context.note(`MCP is served at ${server.url}/mcp; Ctrl-C stops it.`);
  if (!options.perUser)
    context.note(
      `Clients send this key, which ends with this process: Authorization: Bearer ${key}`,
    );
  if (!context.host.signal.aborted) await once(context.host.signal, 'abort');
  await server.close();
}
