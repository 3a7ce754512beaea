import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Command, Option } from 'commander';
import type { SeedSize } from 'halopsa-sandbox';
import type { Exchange } from 'halopsa-sandbox/recording';
import { type Context, withContext } from '../../context.js';
import { addSharedOptions } from '../../globals.js';
import type { Host } from '../../host.js';
import { UsageError } from '../../usage-error.js';
import { DEFAULT_PORT, port, sizes } from './server-address.js';

/** `halo sandbox record`, `replay` and `parity`. */
export function addRecordingCommands(sandbox: Command, host: Host): void {
  const listening = (command: Command): Command =>
    command.addOption(
      new Option('--port <int>', 'port on the loopback interface; 0 takes a free one').argParser(port).default(DEFAULT_PORT),
    );
  const record = listening(sandbox.command('record').summary('record a real server, without personal data'))
    .description('Pass requests on to a server and keep what was said, with pseudonyms in place of personal data, until Ctrl-C.')
    .argument('<file>', 'the recording, which must not be there yet')
    .requiredOption('--upstream <url>', 'the server, for example https://acme.halopsa.com')
    .addHelpText('after', '\nExample:\n  halo sandbox record visit.jsonl --upstream https://acme.halopsa.com')
    .addOption(new Option('--key <text>', 'gives the same pseudonyms in every recording; keep it secret').env('HALO_RECORDING_KEY'));
  addSharedOptions(record).action((file: string, options: RecordOptions, running: Command) =>
    withContext(running, host, (context) => recordTo(file, options, context)),
  );
  const replay = listening(sandbox.command('replay').summary('answer as was recorded'))
    .description('Answer requests as a recording did, until Ctrl-C.')
    .argument('<file>', 'the recording')
    .addHelpText('after', '\nExample:\n  halo sandbox replay visit.jsonl');
  addSharedOptions(replay).action((file: string, options: { port: number }, running: Command) =>
    withContext(running, host, async (context) => {
      const [{ createReplay }, exchanges] = await Promise.all([import('halopsa-sandbox/recording'), readExchanges(file)]);
      await listenUntilStopped(
        createReplay(exchanges),
        options.port,
        context,
        (url) => `${exchanges.length} recorded answers at ${url}. Ctrl-C stops it.`,
      );
    }),
  );
  const parity = sandbox
    .command('parity')
    .summary('compare the sandbox with a recording')
    .description('Ask the sandbox what was recorded and list where its answers have another shape.')
    .argument('<file>', 'the recording')
    .addHelpText('after', '\nExample:\n  halo sandbox parity visit.jsonl')
    .addOption(new Option('--seed <size>', 'what the sandbox holds').choices(sizes).default('small'));
  addSharedOptions(parity).action((file: string, { seed }: { seed: SeedSize }, running: Command) =>
    withContext(running, host, (context) => compare(file, seed, context)),
  );
}

interface RecordOptions {
  readonly upstream: string;
  readonly key?: string;
  readonly port: number;
}

async function recordTo(file: string, options: RecordOptions, context: Context): Promise<void> {
  if (!/^https?:\/\/[^/]/.test(options.upstream))
    throw new UsageError(`${options.upstream} is not the address of a server.`, {
      nextStep: 'Name it with its scheme, for example https://acme.halopsa.com.',
    });
  const { createRecorder, createRecordingFile } = await import('halopsa-sandbox/recording');
  const sink = await createRecordingFile(file).catch((cause: NodeJS.ErrnoException) => {
    const there = cause.code === 'EEXIST';
    throw new UsageError(`The file ${file} ${there ? 'is there already' : `cannot be written (${cause.code})`}. Nothing was recorded.`, {
      cause,
      nextStep: there ? 'Name another file; a recording is never written over.' : 'Check the folder.',
    });
  });
  const key = options.key ?? randomBytes(32).toString('hex');
  const recorder = createRecorder({ upstream: options.upstream, sink, key });
  await listenUntilStopped(
    recorder,
    options.port,
    context,
    (url) => `What is asked of ${url} is passed on to ${options.upstream} and kept in ${file}. Ctrl-C stops it.`,
  );
  context.note(`${sink.count()} exchanges are kept in ${file}. Look through it before you give it to anybody.`);
}

async function listenUntilStopped(
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

async function compare(file: string, seed: SeedSize, { printer, note }: Context): Promise<void> {
  const { compareRecording } = await import('halopsa-sandbox/recording');
  const { compared, skipped, differences } = await compareRecording(await readExchanges(file), { seed });
  await printer.rows(
    differences.map((difference) => ({ ...difference })),
    ['behaviour', 'operation', 'place', 'recorded', 'sandbox'],
  );
  note(`${differences.length} differences in ${compared} reads; ${skipped} exchanges say nothing here.`);
}

async function readExchanges(file: string): Promise<Exchange[]> {
  const { readRecording } = await import('halopsa-sandbox/recording');
  return readRecording(file).catch((cause: NodeJS.ErrnoException) => {
    const why = cause instanceof RangeError ? `is damaged: ${cause.message}` : `cannot be read (${cause.code})`;
    throw new UsageError(`The recording ${file} ${why}.`, { cause, nextStep: 'Check its name, or record it again.' });
  });
}
