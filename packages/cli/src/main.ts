import { namesProxy } from './connection/names-proxy.js';
import { demandUtf8 } from './demand-utf8.js';
import { exitCode } from './exit-code.js';
import { processHost } from './host.js';
import { writeError } from './output/error-block.js';
import { watchReaders } from './output/readers.js';
import { judge } from './report-error.js';
import { run } from './run.js';

const stop = new AbortController();

/** One press arrives more than once where npx or another program in between hands it on. */
const samePressMs = 500;

/**
 * The first Ctrl-C lets the command end in order; a second one does not wait for it. One listener stays from start to end: without any,
 * if only for a moment, the next signal kills the process.
 */
function listenForCtrlC(): void {
  let first: number | undefined;
  process.on('SIGINT', () => {
    first ??= performance.now();
    stop.abort();
    if (performance.now() - first > samePressMs) process.exit(exitCode.interrupted);
  });
}

/** Every server is gone within ten seconds of being asked to go; what keeps its state keeps it through a kill. */
const longestStopMs = 9_500;

/** Every request of the process, whichever command or server makes it. */
async function proxied(env: NodeJS.ProcessEnv): Promise<void> {
  if (namesProxy(env)) await (await import('./connection/proxy.js')).useProxies(env);
}

listenForCtrlC();
stop.signal.addEventListener(
  'abort',
  () =>
    setTimeout(() => process.exit(process.exitCode ?? exitCode.interrupted), longestStopMs).unref(),
  {
    once: true,
  },
);
process.on('SIGTERM', () => stop.abort());

/** Node would print all that an error carries, headers and secrets among them. */
process.on('uncaughtException', (error) => {
  const { report, exit } = judge(error, stop.signal);
  if (report) writeError(report, processHost(stop.signal), { json: false, color: false });
  process.exit(exit);
});

const readers = watchReaders(process, (code) => process.exit(code));
const argv = process.argv.slice(2);
const exit = await run(argv, processHost(stop.signal, readers.onWrite), () => {
  demandUtf8(argv);
  return proxied(process.env);
});
process.exitCode = readers.exitOf(exit);
// What was under way may still wait for a pause to end; the person does not.
if (process.exitCode === exitCode.interrupted) process.exit();
