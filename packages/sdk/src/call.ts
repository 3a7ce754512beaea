import type { Operation, Resource, Safety } from 'halopsa-catalogue';
import { findResource } from 'halopsa-catalogue/lookup';
import type { FileStores } from './attachments/file-stores.js';
import type { Lane } from './budget/request-budget.js';
import type { PathParams } from './codec/path.js';
import type { Query } from './codec/query.js';
import { HaloUsageError } from './errors/usage-error.js';
import { loadBodies } from './load-bodies.js';
import type { Exchange, ExchangeMarks, Handler, Reply } from './pipeline/exchange.js';
import type { ClientEvents } from './pipeline/telemetry.js';

/** What every call takes besides its own input. */
export interface CallOptions {
  /** Ends the call; what was sent may still take effect. */
  signal?: AbortSignal | undefined;
  /** Parameters that the catalogue does not know and that are to be sent all the same. */
  extraQuery?: Query | undefined;
  /** Headers for this call on top of the client's. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds for one attempt. */
  timeoutMs?: number | undefined;
  /** Who is served first when the budget is short. */
  lane?: Lane | undefined;
}

/** What a call with a body takes besides. */
export interface BodyOptions {
  /** Fields that the catalogue does not know, or says that Halo sets, and that are to be sent all the same with every record. */
  extraFields?: Readonly<Record<string, unknown>> | undefined;
}

/** Input of one operation. */
export interface CallInput extends CallOptions, BodyOptions {
  params?: PathParams | undefined;
  query?: Query | undefined;
  body?: unknown;
  /** Overrides what the catalogue says, where the input makes the call safer: an update that names its id may be repeated. */
  safety?: Safety | undefined;
  /** True where the call changes nothing, although its method is that of a write and it is not to be repeated. */
  reads?: boolean | undefined;
  /** True where the caller reads the record back after the write. */
  readsBack?: boolean | undefined;
  /** Gives the `Response` itself, its body unread, in place of the parsed answer. */
  raw?: boolean | undefined;
  /** Where given, tells after the call, however it ended, what its attempts left behind. */
  marks?: ExchangeMarks | undefined;
}

/** Input of a call to a path that need not be in the catalogue. */
export interface RawCall extends CallInput {
  readonly method: string;
  readonly path: string;
}

/** What all calls of a client have in common. */
export interface CallerOptions {
  readonly apiUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly lane: Lane | undefined;
  readonly fileStores: () => FileStores;
  readonly onWarning?: ClientEvents['onWarning'];
  readonly onNotTaken?: ClientEvents['onNotTaken'];
  readonly onNotShown?: ClientEvents['onNotShown'];
  readonly onDropped?: ClientEvents['onDropped'];
}

const isJson = (body: unknown): boolean => typeof body === 'object' && body !== null && !(body instanceof FormData);

/** The one way from an operation and its input to an answer. */
export class Caller {
  readonly options: CallerOptions;
  readonly #send: Handler;
  readonly #open = new Set<AbortController>();
  readonly #closing = new AbortController();
  #closed: HaloUsageError | undefined;

  constructor(options: CallerOptions, send: Handler) {
    this.options = options;
    this.#send = send;
  }

  /** Calls an operation of the catalogue, which holds its query and its body. */
  async call(operation: Operation, input: CallInput): Promise<Reply> {
    const { demandAsked, demandCall, prepareWrite, settleWrite } = await loadBodies();
    const resource = findResource(operation.resource) as Resource;
    demandCall(operation, input);
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
      tellOutcomes({ error, records: Array.isArray(body) ? body : [body], uncertain: marks.uncertain });
      throw error;
    }
  }

  async #call(operation: Operation, resource: Resource, input: CallInput): Promise<Reply> {
    const { addressOf } = await loadBodies();
    const address = addressOf(operation, resource, input);
    return this.#exchange(operation.id, operation.method, address, { ...input, safety: input.safety ?? operation.safety });
  }

  /** Calls any path below `/api`; unless the call says more, only a GET counts as safe to repeat. */
  async callPath(call: RawCall): Promise<Reply> {
    const { rawCallOf } = await loadBodies();
    const { operation, address, input } = rawCallOf(call);
    const send = (marks = input.marks): Promise<Reply> => this.#exchange(operation, call.method, address, { ...input, marks });
    return call.method === 'POST' && isJson(call.body) ? this.#told(call.body, input.marks, send) : send();
  }

  /** Ends what is under way and refuses what comes later. */
  close(): void {
    this.#closed ??= new HaloUsageError('the client is closed', 'Make a new HaloClient.');
    for (const call of this.#open) call.abort(this.#closed);
    this.#closing.abort(this.#closed);
  }

  /** Aborted when the client is closed: for what is read after its call has ended. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  #begin(): AbortController {
    if (this.#closed) throw this.#closed;
    const call = new AbortController();
    this.#open.add(call);
    return call;
  }

  async #exchange(operation: string, method: string, pathAndQuery: string, input: CallInput & { safety: Safety }): Promise<Reply> {
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
      body: isForm ? (input.body as FormData) : input.body === undefined ? undefined : JSON.stringify(input.body),
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
