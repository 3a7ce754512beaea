import { setImmediate as turn } from 'node:timers/promises';
import { BodyError } from './body-error.js';

/** What the values of a body weigh beside its bytes, each. */
const valueBytes = 64;

/** Bytes of a request, which count as held until they are let go. */
export interface Held extends Disposable {
  /** Counts bytes that have come, as far as they were not announced. Throws a BodyError (503) where there is no room. */
  arrived(bytes: number): void;
  /** Counts more: what was unpacked or read from the bytes. Throws a BodyError (503) where that is more than may be held. */
  more(weight: { readonly bytes?: number; readonly values?: number }): void;
}

/**
 * Bounds what the bodies of all requests together hold in memory: beyond that a request is answered 503, and the sender comes
 * again. What is made of a body is made for one at a time.
 */
export class Intake {
  readonly #mostBytes: number;
  #bytes = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /**
   * Begins to hold a request, with the room for the size that it announces, so that what has begun can also end. Throws a
   * BodyError (503) where there is none.
   */
  hold(request: Request, mostBytes: number): Held {
    let held = 0;
    const add = (bytes: number): void => {
      if (this.#bytes + bytes > this.#mostBytes) throw new BusyError();
      held += bytes;
      this.#bytes += bytes;
    };
    let announced = Number(request.headers.get('content-length') ?? 0);
    // One that is too large is refused for that when it is read.
    if (announced > mostBytes) announced = 0;
    add(announced);
    return {
      arrived: (bytes) => {
        add(Math.max(0, bytes - announced));
        announced = Math.max(0, announced - bytes);
      },
      more: ({ bytes = 0, values = 0 }) => add(bytes + values * valueBytes),
      [Symbol.dispose]: () => {
        this.#bytes -= held;
        held = 0;
      },
    };
  }

  /** Does work after all that was asked for before it, and with a turn of the event loop for others in between. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => turn()).then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

class BusyError extends BodyError {
  constructor() {
    super(503, 'The bodies of other requests take all the room that there is; send it again.');
  }
}
