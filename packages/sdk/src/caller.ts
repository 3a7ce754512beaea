import type { Operation } from 'halopsa-catalogue';
import type { Caller, CallerOptions, CallInput, RawCall } from './core/call.js';
import { HaloUsageError } from './errors/usage-error.js';
import { loadBodies } from './load-bodies.js';
import type { Exchange, Handler, Reply } from './pipeline/exchange.js';
import type { SendRequest } from './send-call.js';

/** Calls operations and paths through the pipeline of a client. */
export class ClientCaller implements Caller {
  readonly options: CallerOptions;
  readonly #send: Handler;
  readonly #open = new Set<AbortController>();
  readonly #closing = new AbortController();
  #closed: HaloUsageError | undefined;

  constructor(options: CallerOptions, send: Handler) {
    this.options = options;
    this.#send = send;
  }

  async call(operation: Operation, input: CallInput): Promise<Reply> {
    const { sendCall } = await loadBodies();
    return sendCall({ caller: this, operation, input }, this.#request);
  }

  async callPath(call: RawCall): Promise<Reply> {
    const { sendPath } = await loadBodies();
    return sendPath(this, call, this.#request);
  }

  /** Ends what is under way and refuses what comes later. */
  close(): void {
    this.#closed ??= new HaloUsageError('the client is closed', 'Make a new HaloClient.');
    for (const call of this.#open) call.abort(this.#closed);
    this.#closing.abort(this.#closed);
  }

  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  #begin(): AbortController {
    if (this.#closed) throw this.#closed;
    const call = new AbortController();
    this.#open.add(call);
    return call;
  }

  readonly #request: SendRequest = async (operation, method, address, input) => {
    const { apiUrl, headers, timeoutMs, lane } = this.options;
    const call = this.#begin();
    // A form brings its own content type, with the boundary between its parts.
    const isForm = input.body instanceof FormData;
    const exchange: Exchange = {
      operation,
      method,
      url: apiUrl + address,
      headers: {
        accept: 'application/json',
        ...(input.body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...headers,
        ...input.headers,
      },
      body: isForm
        ? (input.body as FormData)
        : input.body === undefined
          ? undefined
          : JSON.stringify(input.body),
      raw: input.raw,
      safety: input.safety,
      reads: input.reads,
      timeoutMs: input.timeoutMs ?? timeoutMs,
      lane: input.lane ?? lane,
      // Joined and not listened to: many calls may share the caller's signal.
      signal: input.signal ? AbortSignal.any([input.signal, call.signal]) : call.signal,
      marks: input.marks ?? { attempt: 0, uncertain: false },
    };
    try {
      if (input.signal?.aborted) throw input.signal.reason;
      return await this.#send(exchange);
    } finally {
      this.#open.delete(call);
    }
  };
}
