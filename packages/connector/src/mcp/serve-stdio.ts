import type { Readable, Writable } from 'node:stream';
import { sleep } from 'halopsa-ground';
import { createMcpServer, type McpOptions } from './server.js';
import { StdioTransport } from './stdio-transport.js';

/** What was asked before the input ended is waited for so long: closing it is also how a client asks for the end. */
const answerWithinMs = 9_000;

/** Serves one session over streams until the input ends or the signal says so. */
export async function serveStdio(
  options: McpOptions,
  streams: { stdin: Readable; stdout: Writable; signal: AbortSignal },
): Promise<void> {
  const server = createMcpServer(options);
  const transport = new StdioTransport(streams.stdin, streams.stdout);
  const ended = new Promise<void>((resolve) => {
    server.onclose = resolve;
    streams.stdin.once('end', resolve);
    streams.stdin.once('close', resolve);
    streams.signal.addEventListener('abort', () => resolve(), { once: true });
    if (streams.signal.aborted) resolve();
  });
  await server.connect(transport);
  await ended;
  // A client that closes the input at once, as a pipe does, still waits for the answers.
  const until = performance.now() + answerWithinMs;
  while (!transport.isIdle && !streams.signal.aborted && performance.now() < until)
    await sleep(10, streams.signal).catch(() => undefined);
  await server.close();
}
