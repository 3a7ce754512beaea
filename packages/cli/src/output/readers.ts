import { type ExitCode, exitCode } from '../exit-code.js';
import { outputFailed } from './output-failed.js';

/** What becomes of a command whose reader goes before its end. */
export interface Readers {
  /** From now on the command goes on, whoever reads. */
  onWrite(): void;
  /** How the command ends, given how its work ended. */
  exitOf(exit: ExitCode): ExitCode;
}

/** Watches the readers of both streams; `end` ends the process. */
export function watchReaders(
  { stdout, stderr }: NodeJS.Process,
  end: (exit: ExitCode) => never,
): Readers {
  let writes = false;
  let isUnsaid = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw outputFailed('The standard output', error);
    // The reader of a list has seen enough (`halo ... | head`), and that is no failure. What is half written is not left so.
    if (!writes) end(exitCode.ok);
    drop(stdout);
  });
  stderr.on('error', (error: NodeJS.ErrnoException) => {
    drop(stderr);
    if (error.code === 'EPIPE') return;
    isUnsaid = true;
    process.exitCode ||= exitCode.failed;
  });
  return {
    onWrite: () => {
      writes = true;
    },
    exitOf: (exit) => (exit === exitCode.ok && isUnsaid ? exitCode.failed : exit),
  };
}

/** Takes what is said to a reader that has gone, and drops it. */
function drop(stream: NodeJS.WriteStream): void {
  stream.write = (...given: unknown[]): boolean => {
    const done = given.at(-1);
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
}
