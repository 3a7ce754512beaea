import { once } from 'node:events';
import { Writable } from 'node:stream';
import { shownText } from 'halopsa-ground';
import type { Host } from '../host.js';
import type { Sink } from './sink.js';

/** The terminal for formats that carry texts of the server as they are; what it would obey is shown as a mark. Files and pipes get every character. */
export function harmlessSink({ stdout }: Host): Sink {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      if (stdout.write(shownText(chunk))) done();
      else stdout.once('drain', () => done());
    },
  });
  const close = async (): Promise<void> => {
    stream.end();
    await once(stream, 'close');
  };
  return { stream, close };
}
