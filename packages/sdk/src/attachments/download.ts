import { startTimer } from 'halopsa-ground';
import { orAbort } from '../auth/token-source.js';
import { sameId } from '../codec/asked-record.js';
import type { WireRecord } from '../codec/json-value.js';
import { isPlainObject } from '../codec/json-value.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloConnectionError } from '../errors/transport-errors.js';
import { fetchFrom } from './file-store.js';
import { dispositionName, safeFileName } from './safe-file-name.js';

/** How a file is fetched. */
export interface DownloadOptions extends CallOptions {
  /** The largest file that is read; one that is larger ends with an error as soon as that shows, and is never held whole. */
  maxBytes?: number | undefined;
}

/** No piece of a file takes longer to come, unless `timeoutMs` says so. */
const longestIdleMs = 60_000;

/** A file on its way from Halo; its bytes are read once, by one of the methods. */
export class Download {
  /** The server's file name, made safe to write. */
  readonly name: string;
  readonly contentType: string;
  /** Size in bytes, where the server told it. */
  readonly size: number | undefined;
  readonly #response: Response;
  readonly #signal: AbortSignal | undefined;
  readonly #maxBytes: number;
  readonly #idleMs: number;

  constructor(
    response: Response,
    fallbackName: string,
    {
      signal,
      maxBytes = Number.POSITIVE_INFINITY,
      timeoutMs = longestIdleMs,
    }: DownloadOptions = {},
  ) {
    this.#maxBytes = maxBytes;
    this.#idleMs = timeoutMs;
    const length = response.headers.get('content-length');
    this.name = safeFileName(
      dispositionName(response.headers.get('content-disposition')) ?? fallbackName,
      fallbackName,
    );
    this.contentType = response.headers.get('content-type') ?? 'application/octet-stream';
    // The length of a compressed body is not that of the file.
    this.size =
      length === null || response.headers.has('content-encoding') ? undefined : Number(length);
    this.#response = response;
    this.#signal = signal;
  }

  /** The bytes, piece by piece. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    const reader = this.#response.body?.getReader();
    if (!reader) return;
    if ((this.size ?? 0) > this.#maxBytes) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge(this.name, this.#maxBytes);
    }
    const stalled = new AbortController();
    try {
      yield* this.#pieces(reader, stalled);
    } catch (error) {
      if (this.#signal?.aborted || error instanceof HaloAPIError) throw error;
      const why = stalled.signal.aborted ? `: ${(error as Error).message}` : '';
      throw new HaloConnectionError(`the download of ${this.name} broke off${why}`, 'unknown', {
        cause: error,
      });
    } finally {
      // A connection that hangs may take the cancelling with it.
      void reader.cancel().catch(() => undefined);
    }
  }

  /** The pieces as they come; aborts `stalled` where none comes for too long, and throws where there are too many or too few bytes. */
  async *#pieces(
    reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
    stalled: AbortController,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    const ending = this.#signal ? AbortSignal.any([this.#signal, stalled.signal]) : stalled.signal;
    const stall = (): void => stalled.abort(new Error(`nothing came for ${this.#idleMs / 1000} s`));
    let received = 0;
    for (;;) {
      this.#signal?.throwIfAborted();
      const stop = startTimer(this.#idleMs, stall);
      const { done, value } = await orAbort(reader.read(), ending).finally(stop);
      if (done) break;
      received += value.length;
      if (received > this.#maxBytes) throw tooLarge(this.name, this.#maxBytes);
      yield value;
    }
    if (this.size !== undefined && received !== this.size)
      throw new Error(`${received} of ${this.size} bytes came`);
  }

  /** The bytes as a web stream. */
  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const pieces = this[Symbol.asyncIterator]();
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await pieces.return()),
    });
  }

  /** All bytes. */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of this) parts.push(part);
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  /** The content as UTF-8 text. */
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  /** Writes the file into a folder of this computer, beside files that are there already, and gives its path. */
  async saveTo(folder: string): Promise<string> {
    const { writeNew } = await import('../node/files.js');
    return writeNew(folder, this.name, this);
  }
}

/** Opens an attachment for reading; where Halo answers with a link to its file store, follows it without the token. */
export async function openDownload(
  { verbs, caller }: Context,
  id: number,
  options: DownloadOptions = {},
): Promise<Download> {
  const fallback = `attachment-${id}`;
  const { maxBytes: _, ...call } = options;
  const reading = {
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, caller.closing]) : caller.closing,
  };
  const response = (await verbs.call('get', { ...call, params: { id }, raw: true })) as Response;
  const isFile =
    response.headers.has('content-disposition') ||
    !/json/i.test(response.headers.get('content-type') ?? '');
  if (isFile) return new Download(response, fallback, reading);
  const text = await response.text();
  const record = parseRecord(text, id);
  if (!record)
    return new Download(
      new Response(text, { headers: { 'content-type': 'application/json' } }),
      fallback,
      reading,
    );
  const name = typeof record.filename === 'string' ? record.filename : fallback;
  const link = [record.download_url, record.link, record.s3url, record.att_link].find((value) =>
    /^https?:\/\//i.test(String(value ?? '')),
  );
  if (!link) throw noFile(id, record);
  const stored = await fetchFrom(caller, String(link), {
    signal: options.signal ?? null,
    timeoutMs: options.timeoutMs,
  });
  if (stored.ok) return new Download(stored, name, reading);
  throw new HaloAPIError(
    'halo/download',
    `attachments.download ${id}: the file store answered ${stored.status}`,
    { status: stored.status, body: undefined, operation: 'attachments.download' },
    { nextStep: 'The link is good for some minutes only; download again.' },
  );
}

/** The attachment's own record, where an answer is that and not a file which happens to be JSON. */
function parseRecord(text: string, id: number): WireRecord | undefined {
  try {
    const value = JSON.parse(text) as WireRecord | null;
    return isPlainObject(value) && sameId(value.id, id) && 'filename' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

const tooLarge = (name: string, maxBytes: number): HaloAPIError =>
  new HaloAPIError(
    'halo/too-large',
    `${name} has more than ${maxBytes} bytes`,
    { status: 200, body: undefined, operation: 'attachments.download' },
    { nextStep: 'Open it in Halo, or allow more bytes.' },
  );

const noFile = (id: number, body: unknown): HaloAPIError =>
  new HaloAPIError(
    'halo/download',
    `attachment ${id} has no content`,
    { status: 200, body, operation: 'attachments.download' },
    { nextStep: 'Open it in Halo: its file may have been removed from the store.' },
  );
