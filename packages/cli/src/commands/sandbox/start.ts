import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { shellWord } from 'halopsa-ground';
import { reasonOf } from 'halopsa-ground/node';
import type {
  createSandbox,
  RunningServer,
  Sandbox,
  SandboxOptions,
  Scenario,
} from 'halopsa-sandbox';
import { variableOf } from '../../config/settings.js';
import type { Context } from '../../context.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { choice, type InputOf, option } from '../../core/inputs.js';
import { readFileAsYaml } from '../../sandbox/read-file.js';
import { count, DEFAULT_PORT, port, sizes } from '../../sandbox/server-address.js';
import { UsageError } from '../../usage-error.js';

const profiles: readonly NonNullable<SandboxOptions['profile']>[] = [
  'current',
  'pre-2026',
  'lenient',
  'full-size',
];

type RateLimit = NonNullable<SandboxOptions['rateLimit']>;

const options = {
  port: option('--port <int>', 'port on the loopback interface; 0 takes a free one', {
    parse: port,
    default: DEFAULT_PORT,
  }),
  seed: choice('--seed <size>', 'how much the tenant holds', sizes, { default: 'demo' }),
  latency: option('--latency <ms>', 'delay of every answer', { parse: count, default: 0 }),
  rateLimit: option<RateLimit>('--rate-limit <requests/seconds>', 'for example 500/300, or off', {
    parse: rateLimit,
    default: 'off',
  }),
  dataDir: option(
    '--data-dir <folder>',
    'keep the records in this folder from one start to the next',
  ),
  behaviours: choice('--behaviours <set>', 'whose habits it has', profiles, { default: 'current' }),
  tenants: option('--tenants <names>', 'further tenants, reached by ?tenant= on the token URL', {
    parse: names,
    default: [],
  }),
  tls: option('--tls', 'serve HTTPS, with a certificate made for this run'),
  trustProxy: option(
    '--trust-proxy',
    'behind a TLS proxy: links follow X-Forwarded-Proto and X-Forwarded-Host',
  ),
  allowedHosts: option('--allowed-hosts <names>', 'further host names that requests may name', {
    parse: names,
    default: [],
  }),
  scenario: option('--scenario <file>', 'play the course of events of this JSON or YAML file'),
};

/** `halo sandbox start`: a local Halo server with made-up records, until Ctrl-C or `halo sandbox stop`. */
export const command: CommandSpec = defineCommand({
  description: 'Start a sandbox on this computer and print the variables that point halo at it.',
  options,
  example: 'halo sandbox start --seed small',
  run: serve,
});

type StartOptions = InputOf<typeof options>;

function names(text: string): string[] {
  const found = text.split(',').map((name) => name.trim());
  if (found.includes(''))
    throw new InvalidArgumentError('It takes names with commas between them, such as acme,globex.');
  return found;
}

async function serve(options: StartOptions, context: Context): Promise<void> {
  const [{ createSandbox: create }, { serveSandbox, makeCertificate }] = await Promise.all([
    import('halopsa-sandbox'),
    import('halopsa-sandbox/server'),
  ]);
  const sandbox = open(create, options, context);
  const stopped = new AbortController();
  // The process is not the sandbox's to end, so that its own lever is pulled here.
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, origin } = new URL(request.url);
    const isOurs = (request.headers.get('origin') ?? origin) === origin;
    if (request.method !== 'POST' || pathname !== '/__sandbox/stop' || !isOurs)
      return sandbox.fetch(request);
    setImmediate(() => stopped.abort());
    return Response.json(true);
  };
  const tls =
    options.tls === true
      ? await makeCertificate(['localhost', '127.0.0.1', ...options.allowedHosts])
      : undefined;
  const { port: wanted, allowedHosts, trustProxy = false } = options;
  const begin = (): Promise<RunningServer> =>
    serveSandbox({ fetch }, { port: wanted, allowedHosts, trustProxy, ...(tls && { tls }) });
  const server = await listen(begin, wanted).catch((cause: unknown) => {
    // What its folder has kept is on its way already.
    sandbox.close();
    throw cause;
  });
  let certificate: Awaited<ReturnType<typeof keepCertificate>> | undefined;
  try {
    certificate = tls && (await keepCertificate(tls.cert));
    if (options.scenario !== undefined)
      await sandbox.control.play((await readFileAsYaml(options.scenario)) as Scenario);
    tellDamage(sandbox, context);
    await announce(server, certificate?.path, context);
    const ended = AbortSignal.any([context.host.signal, stopped.signal]);
    if (!ended.aborted) await once(ended, 'abort');
  } finally {
    await server.close();
    closeFolder(sandbox, context);
    await certificate?.remove();
  }
  context.note('The sandbox has stopped.');
}

function tellDamage({ damaged }: Sandbox, { note }: Context): void {
  for (const { lines, keptIn } of damaged) {
    const kept = keptIn ? `; kept in ${keptIn}` : '';
    note(
      `${lines} ${lines === 1 ? 'line' : 'lines'} of the data folder were damaged and are left out${kept}.`,
    );
  }
}

/** What the folder did not take at the end is gone, and said. */
function closeFolder(sandbox: Sandbox, { note }: Context): void {
  try {
    sandbox.close();
  } catch (error) {
    note(
      `The last changes could not be written to the data folder and are lost: ${reasonOf(error)}.`,
    );
  }
}

function open(create: typeof createSandbox, options: StartOptions, { note }: Context): Sandbox {
  const { seed, latency, rateLimit: limit, behaviours, dataDir, tenants } = options;
  try {
    return create({
      seed,
      latencyMs: latency,
      rateLimit: limit,
      profile: behaviours,
      ...(dataDir !== undefined && { dataDir }),
      onProblem: (problem) =>
        note(
          problem === undefined
            ? 'The data folder is written again, with all that was changed meanwhile.'
            : `${problem}. Requests are answered 500 until it can be. What was answered before is kept; what is changed meanwhile is in memory, and lost if the sandbox stops before it can be written. Make room for it; nothing has to be restarted.`,
        ),
      ...(tenants.length > 0 && {
        tenants: Object.fromEntries(tenants.map((name) => [name, { seed }])),
      }),
    });
  } catch (cause) {
    // Whatever else the options say has been checked; the folder is in use, or is none.
    if (dataDir === undefined) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const what = code === undefined ? message : `${dataDir} cannot be used: ${reasonOf(cause)}`;
    throw new UsageError(`--data-dir: ${what}`, {
      cause,
      nextStep:
        'Nothing was started. Name a folder that can be written, and that no other sandbox uses.',
    });
  }
}

/** Puts the certificate where clients can be pointed at it. */
async function keepCertificate(
  cert: string,
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-sandbox-'));
  const path = join(folder, 'certificate.pem');
  await writeFile(path, cert, { mode: 0o600 });
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function announce(
  server: RunningServer,
  certificate: string | undefined,
  { globals, host, note, printer }: Context,
): Promise<void> {
  const variables: [string, string][] = [
    [variableOf('tenant_url'), server.url],
    [variableOf('client_id'), 'sandbox'],
    [variableOf('client_secret'), 'sandbox'],
    ...(certificate === undefined
      ? []
      : ([['NODE_EXTRA_CA_CERTS', certificate]] as [string, string][])),
  ];
  note(`The sandbox answers at ${server.url}. Set these in another terminal; Ctrl-C stops it.`);
  if (globals.json) await printer.value(Object.fromEntries(variables));
  else
    host.stdout.write(
      variables
        .map(
          ([name, value]) =>
            `export ${name}=${/^[\w:/.-]+$/.test(value) ? value : shellWord(value)}\n`,
        )
        .join(''),
    );
}

async function listen(start: () => Promise<RunningServer>, wanted: number): Promise<RunningServer> {
  try {
    return await start();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause;
    throw new UsageError(
      `The port ${wanted} ${code === 'EADDRINUSE' ? 'is taken' : 'is not yours to use'}.`,
      {
        cause,
        nextStep: 'Name another one, or --port 0 for any that is free.',
      },
    );
  }
}

function rateLimit(text: string): RateLimit {
  if (text === 'off') return text;
  const [, requests, seconds] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (!Number(requests) || !Number(seconds))
    throw new InvalidArgumentError('It takes requests/seconds such as 500/300, or off.');
  return { requests: Number(requests), windowMs: Number(seconds) * 1000 };
}
