import { once } from 'node:events';
import { Writable } from 'node:stream';
import type { Host } from '../host.js';
import type { Sink } from './sink.js';

/** What a terminal obeys, or what turns the direction of reading, and is neither a new line nor a tab nor a colour. */
const obeyed = /(?!\u001b\[[\d;]*m)(?!\r\n)[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text that a terminal only shows, whoever wrote it: at worst it has a colour. */
export const harmless = (text: string): string => text.replace(obeyed, '\ufffd');

/** The terminal for formats that carry texts of the server as they are; what it would obey is shown as a mark. Files and pipes get every character. */
export function harmlessSink({ stdout }: Host): Sink {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      if (stdout.write(harmless(chunk))) done();
      else stdout.once('drain', () => done());
    },
  });
  const close = async (): Promise<void> => {
    stream.end();
    await once(stream, 'close');
  };
  return { stream, close };
}
