import { maskOf, shownWithColours } from 'halopsa-ground';
import type { Host } from '../host.js';
import type { Colours } from './colours.js';

/** Lines for the person on the error stream. */
export class Notes {
  readonly #host: Host;
  readonly #colours: Colours;
  /** What was said while a pager had the screen, under which it would be lost. */
  readonly #held: string[] = [];
  readonly #secrets: string[] = [];
  /** Masks the secrets. */
  masked: (text: string) => string = (text) => text;
  /** Whether a pager has the screen. */
  isPaging: () => boolean = () => false;

  constructor(host: Host, colours: Colours) {
    this.#host = host;
    this.#colours = colours;
  }

  /** Says a line. */
  readonly say = (line: string): void => {
    const shown = this.masked(line);
    if (this.isPaging()) this.#held.push(shown);
    else this.#write(shown);
  };

  /** Says a line that is beside the matter; with `onTerminalOnly` not to a file or another program. */
  readonly aside = (line: string, onTerminalOnly = false): void => {
    if (!onTerminalOnly || this.#host.stderr.isTTY === true) this.say(this.#colours.dim(line));
  };

  /** Masks a secret in all that is said from now on: a server may repeat our own in any answer. */
  hide(secret = ''): void {
    // A short one is found in every other word.
    if (secret.length < 8) return;
    this.#secrets.push(secret);
    this.masked = maskOf(this.#secrets);
  }

  /** Says what was held. */
  end(): void {
    for (const line of this.#held.splice(0)) this.#write(line);
  }

  #write(line: string): void {
    this.#host.stderr.write(`${shownWithColours(line)}\n`);
  }
}
