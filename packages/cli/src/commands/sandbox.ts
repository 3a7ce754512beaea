import { once } from 'node:events';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunningServer, SandboxOptions } from 'halopsa-sandbox';
import { variableOf } from '../config/settings.js';
import { type Context, withContext } from '../context.js';
import { flagParser } from '../flags/flag-value.js';
import { addSharedOptions } from '../globals.js';
import type { Host } from '../host.js';
import { UsageError } from '../usage-error.js';

interface StartOptions {
  readonly port: number;
  readonly seed: NonNullable<SandboxOptions['seed']>;
  readonly latency: number;
  readonly rateLimit: NonNullable<SandboxOptions['rateLimit']>;
}

const sizes: readonly StartOptions['seed'][] = ['empty', 'small', 'demo', 'large'];

/** `halo sandbox start`: a local Halo server with made-up records, until Ctrl-C. */
export function addSandboxCommand(program: Command, host: Host): void {
  const sandbox = program
    .command('sandbox')
    .summary('run a local Halo server to try things on')
    .description('A local Halo server with made-up records.');
  const start = addSharedOptions(sandbox)
    .command('start')
    .summary('start it, until Ctrl-C')
    .description('Start a sandbox on this computer and print the variables that point halo at it.')
    .addOption(new Option('--port <int>', 'port on the loopback interface; 0 takes a free one').argParser(port).default(4290))
    .addOption(new Option('--seed <size>', 'how much the tenant holds').choices(sizes).default('demo'))
    .addOption(new Option('--latency <ms>', 'delay of every answer').argParser(count).default(0))
    .addOption(new Option('--rate-limit <requests/seconds>', 'for example 500/300, or off').argParser(rateLimit).default('off'));
  addSharedOptions(start).action((options: StartOptions, running: Command) =>
    withContext(running, host, (context) => serve(options, context)),
  );
}

async function serve(options: StartOptions, context: Context): Promise<void> {
  const { createSandbox } = await import('halopsa-sandbox');
  const sandbox = createSandbox({ seed: options.seed, latencyMs: options.latency, rateLimit: options.rateLimit });
  const server = await listen(() => sandbox.serve({ port: options.port }), options.port);
  try {
    await announce(server, context);
    if (!context.host.signal.aborted) await once(context.host.signal, 'abort');
  } finally {
    await server.close();
  }
  context.note('The sandbox has stopped.');
}

async function announce(server: RunningServer, { globals, host, note, printer }: Context): Promise<void> {
  const variables: [string, string][] = [
    [variableOf('tenant_url'), server.url],
    [variableOf('client_id'), 'sandbox'],
    [variableOf('client_secret'), 'sandbox'],
  ];
  note(`The sandbox answers at ${server.url}. Set these in another terminal; Ctrl-C stops it.`);
  if (globals.json) await printer.value(Object.fromEntries(variables));
  else host.stdout.write(variables.map(([name, value]) => `export ${name}=${value}\n`).join(''));
}

async function listen(start: () => Promise<RunningServer>, wanted: number): Promise<RunningServer> {
  try {
    return await start();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause;
    throw new UsageError(`The port ${wanted} ${code === 'EADDRINUSE' ? 'is taken' : 'is not yours to use'}.`, {
      cause,
      nextStep: 'Name another one, or --port 0 for any that is free.',
    });
  }
}

function count(text: string): number {
  const value = flagParser('int')!.parse(text) as number;
  if (value < 0) throw new InvalidArgumentError('It takes 0 or more.');
  return value;
}

function port(text: string): number {
  const value = count(text);
  if (value > 65_535) throw new InvalidArgumentError('It takes a port from 0 to 65535.');
  return value;
}

function rateLimit(text: string): StartOptions['rateLimit'] {
  if (text === 'off') return text;
  const [, requests, seconds] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (!Number(requests) || !Number(seconds)) throw new InvalidArgumentError('It takes requests/seconds such as 500/300, or off.');
  return { requests: Number(requests), windowMs: Number(seconds) * 1000 };
}
