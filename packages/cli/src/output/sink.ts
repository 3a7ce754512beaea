import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Host, Output } from '../host.js';
import { UsageError } from '../usage-error.js';

/** Where results go, and how that ends. */
export interface Sink {
  readonly stream: Output;
  /** Ends it; a result that is not `whole` leaves no file behind. */
  close(whole: boolean): Promise<void>;
}

/** The standard output as it is. */
export const standardSink = (host: Host): Sink => ({ stream: host.stdout, close: () => Promise.resolve() });

/** A file, which takes its name when it is complete: a reader never meets half of one. */
export function fileSink(path: string): Sink {
  const draft = `${path}.${process.pid}.part`;
  const stream = createWriteStream(draft);
  const done = finished(stream);
  done.catch(() => undefined);
  const close = async (whole: boolean): Promise<void> => {
    stream.end();
    try {
      await done;
      if (whole) await rename(draft, path);
      else await rm(draft, { force: true });
    } catch (cause) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw new UsageError(`The file ${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`, { cause });
    }
  };
  return { stream, close };
}
