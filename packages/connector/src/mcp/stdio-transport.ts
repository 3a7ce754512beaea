import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CancelledNotificationSchema,
  ErrorCode,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { type JsonFault, parseExactJson } from 'halopsa-ground';
import { requestRules } from '../json.js';

const newline = 10;
/** Bytes of a line, and messages of a batch, that are taken. */
const mostBytes = 10 * 1024 * 1024;
const mostMessages = 100;

/** Answers to a batch that are waited for, and those that are there. */
interface Batch {
  readonly waiting: Set<RequestId>;
  readonly answers: JSONRPCMessage[];
}

/**
 * The protocol over streams, a message to a line. Unlike the library's own transport it answers batches, which the version
 * of 2025-03-26 has: the answers to the requests of one come together, as a list. A line that is not a message is answered by an error.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #batches = new Map<RequestId, Batch>();
  /** Requests that are not answered yet. */
  readonly #open = new Set<RequestId>();
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  /** Whether every request has its answer. */
  get isIdle(): boolean {
    return this.#open.size === 0;
  }

  async start(): Promise<void> {
    this.#input.on('data', this.#take);
    this.#input.on('error', this.#failed);
  }

  async close(): Promise<void> {
    this.#input.off('data', this.#take);
    this.#input.off('error', this.#failed);
    if (this.#input.listenerCount('data') === 0) this.#input.pause();
    this.onclose?.();
  }

  send(message: JSONRPCMessage): Promise<void> {
    const id = 'method' in message ? undefined : message.id;
    if (id !== undefined) this.#open.delete(id);
    const batch = id === undefined ? undefined : this.#batches.get(id);
    if (!batch || id === undefined) return this.#write(message);
    this.#batches.delete(id);
    batch.waiting.delete(id);
    batch.answers.push(message);
    return batch.waiting.size === 0 ? this.#write(batch.answers) : Promise.resolve();
  }

  readonly #failed = (error: Error): void => this.onerror?.(error);

  readonly #take = (chunk: Buffer | string): void => {
    let rest = Buffer.from(chunk);
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
      const line = Buffer.concat([...this.#chunks, rest.subarray(0, end)]);
      const tooLong = this.#size + end > mostBytes;
      this.#chunks = [];
      this.#size = 0;
      rest = rest.subarray(end + 1);
      if (tooLong)
        this.#refuse(ErrorCode.InvalidRequest, `A message has ${mostBytes} bytes at the most.`);
      else this.#line(line.toString('utf8'));
    }
    this.#size += rest.length;
    // The rest of a line that is too long is passed over.
    if (this.#size <= mostBytes && rest.length > 0) this.#chunks.push(rest);
    if (this.#size > mostBytes) this.#chunks = [];
  };

  #line(text: string): void {
    if (text.trim() === '') return;
    let value: unknown;
    try {
      value = parseExactJson(text.replace(/^\uFEFF/, ''), requestRules);
    } catch (error) {
      const { kind, message } = error as JsonFault;
      if (kind === 'syntax')
        this.#refuse(ErrorCode.ParseError, `The line is not JSON: ${message}.`);
      else
        this.#refuse(
          ErrorCode.InvalidRequest,
          `The line is JSON that cannot be taken: ${message}.`,
        );
      return;
    }
    if (Array.isArray(value)) this.#batch(value);
    else this.#single(value);
  }

  #single(value: unknown): void {
    const { success, data } = JSONRPCMessageSchema.safeParse(value);
    if (success) this.#receive(data);
    else this.#refuse(ErrorCode.InvalidRequest, 'The line is not a message of the protocol.');
  }

  #batch(values: readonly unknown[]): void {
    if (values.length === 0 || values.length > mostMessages) {
      this.#refuse(ErrorCode.InvalidRequest, `A batch has from 1 to ${mostMessages} messages.`);
      return;
    }
    const read = values.map((value) => JSONRPCMessageSchema.safeParse(value));
    const messages = read.flatMap(({ success, data }) => (success ? [data] : []));
    const ids = messages.flatMap((message) =>
      'method' in message && 'id' in message ? [message.id] : [],
    );
    const wrong = read
      .filter(({ success }) => !success)
      .map(() => refusal(ErrorCode.InvalidRequest, 'This is not a message of the protocol.'));
    const batch: Batch = { waiting: new Set(ids), answers: wrong as JSONRPCMessage[] };
    for (const id of ids) this.#batches.set(id, batch);
    if (ids.length === 0 && wrong.length > 0) void this.#write(wrong);
    for (const message of messages) this.#receive(message);
  }

  #receive(message: JSONRPCMessage): void {
    if ('method' in message && 'id' in message) this.#open.add(message.id);
    this.onmessage?.(message);
    const { success, data } = CancelledNotificationSchema.safeParse(message);
    if (success && data.params.requestId !== undefined) this.#cancelled(data.params.requestId);
  }

  /** What was cancelled gets no answer, and the others of its batch do not wait for one. */
  #cancelled(id: RequestId): void {
    this.#open.delete(id);
    const batch = this.#batches.get(id);
    if (!batch) return;
    this.#batches.delete(id);
    batch.waiting.delete(id);
    if (batch.waiting.size === 0 && batch.answers.length > 0) void this.#write(batch.answers);
  }

  #refuse(code: number, message: string): void {
    this.onerror?.(new Error(message));
    void this.#write(refusal(code, message));
  }

  #write(value: unknown): Promise<void> {
    return new Promise((resolve) => {
      if (this.#output.write(`${JSON.stringify(value)}\n`)) resolve();
      else this.#output.once('drain', resolve);
    });
  }
}

const refusal = (code: number, message: string): object => ({
  jsonrpc: '2.0',
  id: null,
  error: { code, message },
});
