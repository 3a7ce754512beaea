import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { environmentForOthers, type Host } from '../host.js';
import { withoutLinks } from './hyperlinks.js';
import type { Sink } from './sink.js';

/** The pager of a person: `HALO_PAGER`, else `PAGER`, else less; an empty one or `cat` means none. */
export function pagerOf({ env }: Host): string | undefined {
  const command = env['HALO_PAGER'] ?? env['PAGER'] ?? 'less';
  return /^\s*(cat\s*)?$/.test(command) ? undefined : command;
}

/** Hands what is longer than the screen to the pager, and prints what is not. */
export function pagedSink(host: Host, command: string): Sink {
  const stream = new PagedStream(host, command);
  const output = Object.assign(stream, { isTTY: true, columns: host.stdout.columns ?? 80 });
  const close = async (): Promise<void> => {
    stream.end();
    await once(stream, 'close');
  };
  return { stream: output, close, isPaging: () => stream.isPaging };
}

/** How a pager ended: whether it had shown what it was given, as far as its end tells. */
interface Ended {
  readonly failed: boolean;
}

/** What a pager has taken beyond its pipe proves that it reads; what came before need not be kept any longer. */
const provenAt = 1024 * 1024;

class PagedStream extends Writable {
  readonly #host: Host;
  readonly #command: string;
  #waiting = '';
  #lines = 0;
  #pager: ChildProcess | undefined;
  #ended: Promise<Ended> | undefined;
  /** What the pager was given, until it has proven itself: it is printed where there is no such pager, or it dies at once. */
  #given: string[] = [];
  #givenSize = 0;
  #state: 'paging' | 'left' | 'direct' = 'paging';

  constructor(host: Host, command: string) {
    super({ decodeStrings: false });
    this.#host = host;
    this.#command = command;
  }

  /** Whether the pager has the screen, or lines wait for what is to be known of their number: what is said meanwhile comes below them. */
  get isPaging(): boolean {
    return this.#waiting !== '' || (this.#pager !== undefined && this.#state === 'paging');
  }

  override _write(
    chunk: string | Buffer,
    _encoding: string,
    done: (error?: Error | null) => void,
  ): void {
    this.#waiting += String(chunk);
    this.#lines += String(chunk).split('\n').length - 1;
    const isShort = !this.#pager && this.#lines < (this.#host.stdout.rows ?? 24);
    if (isShort) done();
    else this.#send(done);
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#ended) {
      this.#pager?.stdin?.end();
      void this.#ended.then(() => this.#send(done));
    } else {
      if (this.#waiting !== '') this.#host.stdout.write(this.#waiting);
      this.#waiting = '';
      done();
    }
  }

  /** R keeps colours and S long lines; F and X leave what was shown on the screen. */
  #start(): ChildProcess {
    const env = { LESS: 'FRSX', LV: '-c', ...environmentForOthers(this.#host) };
    const pager = spawn(this.#command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env });
    this.#pager = pager;
    this.#ended = new Promise((resolve) => {
      pager.once('error', () => resolve({ failed: true }));
      pager.once('close', (code) => resolve({ failed: code !== 0 }));
    }).then((ended) => this.#end(ended as Ended));
    // It may leave before it has read all; its end says how.
    pager.stdin?.on('error', () => undefined);
    return pager;
  }

  /** Who has left the pager has seen enough; a pager that failed has shown nothing that can be relied on. */
  #end(ended: Ended): Ended {
    const isLost = ended.failed && this.#givenSize <= provenAt;
    this.#state = isLost ? 'direct' : 'left';
    if (isLost) this.#host.stdout.write(this.#given.join(''));
    this.#given = [];
    return ended;
  }

  #send(done: (error?: Error | null) => void): void {
    const text = this.#waiting;
    this.#waiting = '';
    if (this.#state === 'direct') this.#host.stdout.write(text, () => done());
    else if (this.#state === 'left' || text === '') done();
    else this.#page(withoutLinks(text), done);
  }

  #page(text: string, done: () => void): void {
    const { stdin } = this.#pager ?? this.#start();
    this.#givenSize += text.length;
    if (this.#givenSize <= provenAt) this.#given.push(text);
    else this.#given = [];
    // What cannot be written any more waits for what becomes of the pager.
    const written = (error?: Error | null): void =>
      error ? void this.#ended?.then(() => done()) : done();
    if (stdin?.writable) stdin.write(text, written);
    else void this.#ended?.then(() => done());
  }
}
