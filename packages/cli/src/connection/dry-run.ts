import type { Middleware } from 'halopsa';

/** What would have been sent. */
export interface DryRequest {
  readonly method: string;
  readonly url: string;
  /** What the JSON says, or the form as it is. */
  readonly body: unknown;
}

/** Ends a command in the place of its first request. No failure: it is what was asked for. */
export class DryRun extends Error {
  override readonly name: string = 'DryRun';
  readonly request: DryRequest;

  constructor(request: DryRequest) {
    super('A dry run sends nothing.');
    this.request = request;
  }
}

/** Stands before everything else, so that not even a token is fetched. */
export const refuseToSend: Middleware =
  () =>
  ({ method, url, body }) =>
    Promise.reject(
      new DryRun({
        method,
        url,
        body: typeof body === 'string' ? (JSON.parse(body) as unknown) : body,
      }),
    );
