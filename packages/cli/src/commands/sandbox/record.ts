import { randomBytes } from 'node:crypto';
import type { Context } from '../../context.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument, type InputOf, option } from '../../core/inputs.js';
import { listenUntilStopped, portOption } from '../../sandbox/listen-until-stopped.js';
import { UsageError } from '../../usage-error.js';

const options = {
  port: portOption,
  upstream: option('--upstream <url>', 'the server, for example https://acme.halopsa.com', {
    required: true,
  }),
  key: option('--key <text>', 'gives the same pseudonyms in every recording; keep it secret', {
    env: 'HALO_RECORDING_KEY',
  }),
};

/** `halo sandbox record`: passes requests on to a server and keeps what was said. */
export const command: CommandSpec = defineCommand({
  description:
    'Pass requests on to a server and keep what was said, with pseudonyms in place of personal data, until Ctrl-C.',
  arguments: { file: argument('<file>', 'the recording, which must not be there yet') },
  options,
  example: 'halo sandbox record visit.jsonl --upstream https://acme.halopsa.com',
  run: ({ file, ...given }, context) => recordTo(file, given, context),
});

type RecordOptions = InputOf<typeof options>;

async function recordTo(file: string, options: RecordOptions, context: Context): Promise<void> {
  if (!/^https?:\/\/[^/]/.test(options.upstream))
    throw new UsageError(`${options.upstream} is not the address of a server.`, {
      nextStep: 'Name it with its scheme, for example https://acme.halopsa.com.',
    });
  const { createRecorder, createRecordingFile } = await import('halopsa-sandbox/recording');
  const sink = await createRecordingFile(file).catch((cause: NodeJS.ErrnoException) => {
    const there = cause.code === 'EEXIST';
    throw new UsageError(
      `The file ${file} ${there ? 'is there already' : `cannot be written (${cause.code})`}. Nothing was recorded.`,
      {
        cause,
        nextStep: there
          ? 'Name another file; a recording is never written over.'
          : 'Check the folder.',
      },
    );
  });
  const key = options.key ?? randomBytes(32).toString('hex');
  const recorder = createRecorder({ upstream: options.upstream, sink, key });
  await listenUntilStopped(
    recorder,
    options.port,
    context,
    (url) =>
      `What is asked of ${url} is passed on to ${options.upstream} and kept in ${file}. Ctrl-C stops it.`,
  );
  context.note(
    `${sink.count()} exchanges are kept in ${file}. Look through it before you give it to anybody.`,
  );
}
