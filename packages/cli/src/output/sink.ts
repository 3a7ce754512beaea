import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { draftName, openPrivate } from 'halopsa-ground/node';
import type { Host, Output } from '../host.js';
import { UsageError } from '../usage-error.js';
import { outputFailed } from './output-failed.js';

/** Where results go, and how that ends. */
export interface Sink {
  readonly stream: Output;
  /** Ends it; a result that is not `whole` leaves no file behind. */
  close(whole: boolean): Promise<void>;
  /** True while a pager has the screen, so that nothing else may be written there. */
  isPaging?(): boolean;
}

/** The standard output as it is. */
export const standardSink = (host: Host): Sink => ({
  stream: host.stdout,
  close: () => Promise.resolve(),
});

/**
 * A file, which takes its name when it is complete: a reader never meets half of one. What is there already keeps its mode, a link
 * leads to its file, and a device or a pipe is written to as it is. Throws a UsageError where it cannot be opened.
 */
export async function fileSink(path: string): Promise<Sink> {
  try {
    const found = await stat(path).catch(ignoreMissing);
    if (found && !found.isFile())
      return sinkInto(await open(path, 'w'), () => Promise.resolve(), path);
    const target = found ? await realpath(path) : path;
    const draft = draftName(target);
    const file = await openPrivate(draft, 'wx');
    if (found) await file.chmod(found.mode);
    const remove = (): Promise<void> => rm(draft, { force: true });
    return sinkInto(file, (whole) => (whole ? rename(draft, target) : remove()), path, remove);
  } catch (cause) {
    throw new UsageError(
      `The file ${path} cannot be written (${codeOf(cause)}). Nothing was sent.`,
      {
        cause,
        nextStep: 'Name a place that you may write to.',
      },
    );
  }
}

/** Writes into what is open; `settle` gives it its name, and `remove` takes away what could not be finished. */
function sinkInto(
  file: FileHandle,
  settle: (whole: boolean) => Promise<void>,
  path: string,
  remove: () => Promise<void> = () => Promise.resolve(),
): Sink {
  const stream = file.createWriteStream();
  const done = finished(stream);
  // A disk that is full is told when the file is closed.
  done.catch(() => undefined);
  const close = async (whole: boolean): Promise<void> => {
    stream.end();
    try {
      await done;
      await settle(whole);
    } catch (cause) {
      await remove().catch(() => undefined);
      throw outputFailed(`The file ${path}`, cause);
    }
  };
  return { stream, close };
}

function ignoreMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT') throw cause;
}

const codeOf = (cause: unknown): string =>
  (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
