import type { ErrorCode } from 'halopsa-catalogue/errors';
import { type JsonFault, parseExactJson } from 'halopsa-ground';
import { failureJson, failureOf } from '../failure.js';
import { requestRules } from '../json.js';
import { type RunnerOptions, runSwimlaneAction } from './run-action.js';

/** A payload is read whole; one that is larger is a mistake, or an attack. */
const mostBytes = 64 * 1024 * 1024;

/** The streams of a run. */
export interface RunnerStreams {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: { write(text: string): unknown };
}

/**
 * The platform's contract: the action's name as argument, one JSON object on the input, one line on the output, which is
 * `::set-output {...}`, or `::set-error {...}` where nothing could be asked of Halo. Gives the exit code.
 */
export async function runContract(
  name: string | undefined,
  streams: RunnerStreams,
  options: RunnerOptions,
): Promise<0 | 1> {
  const say = (kind: 'output' | 'error', value: unknown): void =>
    void streams.stdout.write(`::set-${kind} ${JSON.stringify(value)}\n`);
  try {
    say(
      'output',
      await runSwimlaneAction(name ?? '', readPayload(await readAll(streams.stdin)), options),
    );
    return 0;
  } catch (error) {
    say('error', failureJson(failureOf(error)));
    return 1;
  }
}

/** Says why a payload is refused without the parser's own words, which may quote a secret of it. */
function readPayload(text: string): unknown {
  try {
    return parseExactJson(text.replace(/^\uFEFF/, ''), requestRules);
  } catch (error) {
    const { kind } = error as JsonFault;
    throw usage(
      kind === 'duplicate'
        ? 'a name stands twice in one object of the payload'
        : 'the payload is not JSON, or is nested too deep',
    );
  }
}

async function readAll(stream: RunnerStreams['stdin']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    size += chunk.length;
    if (size > mostBytes) throw usage('the payload has more than 64 MiB');
  }
  return Buffer.concat(chunks).toString('utf8');
}

const usage = (message: string): Error =>
  Object.assign(new Error(message), {
    code: 'halo/usage' satisfies ErrorCode,
    nextStep: 'Send the asset and the inputs as one JSON object. Nothing was sent.',
  });
