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
  /** Whether names were looked up before, which is all that was sent. */
  readonly hasLookedUp: boolean;

  constructor(request: DryRequest, hasLookedUp: boolean) {
    super('A dry run sends nothing.');
    this.request = request;
    this.hasLookedUp = hasLookedUp;
  }
}

/** Stands before everything else, so that not even a token is fetched; only look-ups of names pass. */
export const refuseToSend: Middleware = (next) => {
  let hasLookedUp = false;
  return (exchange) => {
    const { method, url, body, reads } = exchange;
    if (method === 'GET' && reads === true) {
      hasLookedUp = true;
      return next(exchange);
    }
    const sent = typeof body === 'string' ? (JSON.parse(body) as unknown) : body;
    return Promise.reject(new DryRun({ method, url, body: sent }, hasLookedUp));
  };
};
