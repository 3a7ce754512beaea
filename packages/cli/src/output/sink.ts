import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Host, Output } from '../host.js';
import { UsageError } from '../usage-error.js';

/** Where results go, and how that ends. */
export interface Sink {
  readonly stream: Output;
  /** Ends it; a result that is not `whole` leaves no file behind. */
  close(whole: boolean): Promise<void>;
  /** True while a pager has the screen, so that nothing else may be written there. */
  isPaging?(): boolean;
}

/** The standard output as it is. */
export const standardSink = (host: Host): Sink => ({ stream: host.stdout, close: () => Promise.resolve() });

/** A file, which takes its name when it is complete: a reader never meets half of one. Throws a UsageError where it cannot be. */
export async function fileSink(path: string): Promise<Sink> {
  const draft = `${path}.${process.pid}.part`;
  const file = await open(draft, 'w').catch((cause: unknown) => refuse(path, cause));
  const stream = file.createWriteStream();
  const done = finished(stream);
  // A disk that is full is told when the file is closed.
  done.catch(() => undefined);
  const close = async (whole: boolean): Promise<void> => {
    stream.end();
    try {
      await done;
      await (whole ? rename(draft, path) : rm(draft, { force: true }));
    } catch (cause) {
      await rm(draft, { force: true }).catch(() => undefined);
      refuse(path, cause);
    }
  };
  return { stream, close };
}

function refuse(path: string, cause: unknown): never {
  throw new UsageError(`The file ${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`, {
    cause,
    nextStep: 'Name a place that you may write to.',
  });
}
