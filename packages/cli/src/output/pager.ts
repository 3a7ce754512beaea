import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { environmentForOthers, type Host } from '../host.js';
import { withoutLinks } from './hyperlinks.js';
import type { Sink } from './sink.js';

/** The pager of a person: `HALO_PAGER`, else `PAGER`, else less; an empty one or `cat` means none. */
export function pagerOf({ env }: Host): string | undefined {
  const command = env['HALO_PAGER'] ?? env['PAGER'] ?? 'less';
  return command === '' || command === 'cat' ? undefined : command;
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

class PagedStream extends Writable {
  readonly #host: Host;
  readonly #command: string;
  #waiting = '';
  #lines = 0;
  #pager: ChildProcess | undefined;
  #gone = false;

  constructor(host: Host, command: string) {
    super({ decodeStrings: false });
    this.#host = host;
    this.#command = command;
  }

  /** Whether the pager has the screen, or lines wait for what is to be known of their number: what is said meanwhile comes below them. */
  get isPaging(): boolean {
    return this.#waiting !== '' || (this.#pager !== undefined && !this.#gone);
  }

  override _write(chunk: string | Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#waiting += String(chunk);
    this.#lines += String(chunk).split('\n').length - 1;
    const isShort = !this.#pager && this.#lines < (this.#host.stdout.rows ?? 24);
    if (isShort) done();
    else this.#send(done);
  }

  override _final(done: (error?: Error | null) => void): void {
    const pager = this.#pager;
    if (pager && !this.#gone) {
      pager.once('close', () => done());
      pager.stdin?.end();
    } else {
      if (this.#waiting !== '') this.#host.stdout.write(this.#waiting);
      done();
    }
  }

  /** R keeps colours and S long lines; F and X leave what was shown on the screen. */
  #start(): ChildProcess {
    const env = { LESS: 'FRSX', LV: '-c', ...environmentForOthers(this.#host) };
    const pager = spawn(this.#command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env });
    const leave = (): void => {
      this.#gone = true;
    };
    pager.once('error', leave).once('close', leave);
    pager.stdin?.on('error', leave);
    this.#pager = pager;
    return pager;
  }

  /** Who has left the pager has seen enough. */
  #send(done: (error?: Error | null) => void): void {
    const waiting = withoutLinks(this.#waiting);
    this.#waiting = '';
    const stdin = (this.#pager ?? this.#start()).stdin;
    if (this.#gone || !stdin) done();
    else stdin.write(waiting, () => done());
  }
}
