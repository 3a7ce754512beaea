/** One request that the sandbox has answered, or failed to answer by an injected fault. */
export interface LoggedRequest {
  readonly method: string;
  /** Path with its query string. */
  readonly url: string;
  /** Operation id, `token` for the authorisation server, or undefined where nothing fits. */
  readonly operation: string | undefined;
  /** Status of the answer, or `fault` where none came. */
  readonly status: number | 'fault';
  /** The sandbox's time at which it came in, in milliseconds. */
  readonly at: number;
  readonly tenant: string | undefined;
}

const MAX_ENTRIES = 10_000;

/** The latest requests, oldest first. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
    // Trimmed in blocks, since shifting one by one would cost more than the request.
    if (this.#entries.length > MAX_ENTRIES * 2) this.#entries = this.#entries.slice(-MAX_ENTRIES);
  }

  list(): readonly LoggedRequest[] {
    return this.#entries.slice(-MAX_ENTRIES);
  }

  clear(): void {
    this.#entries = [];
  }
}
