import type { Operation, Resource, Safety } from 'halopsa-catalogue';
import { findResource } from 'halopsa-catalogue/lookup';
import type { Caller, CallerOptions, CallInput, RawCall } from './core/call.js';
import { HaloUsageError } from './errors/usage-error.js';
import { loadBodies } from './load-bodies.js';
import type { Exchange, ExchangeMarks, Handler, Reply } from './pipeline/exchange.js';

const isJson = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !(body instanceof FormData);

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
    const { demandAsked, demandCall, prepareWrite, sendDelete, settleWrite } = await loadBodies();
    const resource = findResource(operation.resource) as Resource;
    demandCall(operation, input);
    if (operation.method === 'DELETE')
      return sendDelete({ caller: this, operation, resource, input }, (marks) =>
        this.#call(operation, resource, { ...input, marks }),
      );
    if (operation.method !== 'POST' || !isJson(input.body)) {
      const reply = await this.#call(operation, resource, input);
      demandAsked(operation, resource, input, reply.value);
      return reply;
    }
    const write = { operation, resource, events: this.options, readsBack: input.readsBack };
    const held = prepareWrite(write, input.body, input.extraFields);
    const reply = await this.#told(held.body, input.marks, (marks) =>
      this.#call(operation, resource, { ...input, body: held.body, marks }),
    );
    settleWrite(write, held, reply.value);
    return reply;
  }

  /** Waits for a write; one that failed says what became of each of its records. */
  async #told(
    body: unknown,
    marks: ExchangeMarks = { attempt: 0, uncertain: false },
    send: (marks: ExchangeMarks) => Promise<Reply>,
  ): Promise<Reply> {
    try {
      return await send(marks);
    } catch (error) {
      const { tellOutcomes } = await loadBodies();
      tellOutcomes({
        error,
        records: Array.isArray(body) ? body : [body],
        uncertain: marks.uncertain,
      });
      throw error;
    }
  }

  async #call(operation: Operation, resource: Resource, input: CallInput): Promise<Reply> {
    const { addressOf } = await loadBodies();
    const address = addressOf(operation, resource, input);
    return this.#exchange(operation.id, operation.method, address, {
      ...input,
      safety: input.safety ?? operation.safety,
    });
  }

  async callPath(call: RawCall): Promise<Reply> {
    const { rawCallOf } = await loadBodies();
    const { operation, address, input } = rawCallOf(call);
    const send = (marks = input.marks): Promise<Reply> =>
      this.#exchange(operation, call.method, address, { ...input, marks });
    return call.method === 'POST' && isJson(call.body)
      ? this.#told(call.body, input.marks, send)
      : send();
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

  async #exchange(
    operation: string,
    method: string,
    pathAndQuery: string,
    input: CallInput & { safety: Safety },
  ): Promise<Reply> {
    const { apiUrl, headers, timeoutMs, lane } = this.options;
    const call = this.#begin();
    // A form brings its own content type, with the boundary between its parts.
    const isForm = input.body instanceof FormData;
    const exchange: Exchange = {
      operation,
      method,
      url: apiUrl + pathAndQuery,
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
  }
}
