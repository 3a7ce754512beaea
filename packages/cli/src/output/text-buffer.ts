import type { Output } from '../host.js';
import { write } from './write.js';

const flushAt = 64 * 1024;

/** Gathers small pieces of text and writes them in large ones, waiting where the reader is slow. */
export class TextBuffer {
  readonly #stream: Output;
  #text = '';

  constructor(stream: Output) {
    this.#stream = stream;
  }

  /** Adds a piece. The promise is worth waiting for only where one comes back: the buffer was full. */
  add(piece: string): Promise<void> | undefined {
    this.#text += piece;
    return this.#text.length < flushAt ? undefined : this.flush();
  }

  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text !== '') await write(this.#stream, text);
  }
}
