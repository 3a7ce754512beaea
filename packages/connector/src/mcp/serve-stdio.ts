import type { Readable, Writable } from 'node:stream';
import { createMcpServer, type McpOptions } from './server.js';
import { StdioTransport } from './stdio-transport.js';

/** Serves one session over streams until the input ends or the signal says so. */
export async function serveStdio(options: McpOptions, streams: { stdin: Readable; stdout: Writable; signal: AbortSignal }): Promise<void> {
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
  await server.close();
}
