import {
  oneLine,
  redactedBody,
  redactedHeader,
  redactedUrl,
  secretsOf,
  withoutSecrets,
} from 'halopsa-ground';
import { curlCommand, type Outgoing } from './curl.js';

/** What is told of the requests. */
export interface Watching {
  readonly curl: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
  readonly tell: (line: string) => void;
  /** Gives what masks the secrets that the client holds. */
  readonly mask: () => Promise<(text: string) => string>;
}

/** A `fetch` that tells of every request and its answer, without secrets. */
export function watchFetch(inner: typeof fetch, watching: Watching): typeof fetch {
  const failures = new Map<string, number>();
  return async (input, init) => {
    const request = outgoing(input, init);
    const key = `${request.method} ${request.url}`;
    const attempt = (failures.get(key) ?? 0) + 1;
    tellRequest(request, attempt, watching);
    const started = performance.now();
    const ended = (): string =>
      `${Math.round(performance.now() - started)} ms (attempt ${attempt})`;
    failures.set(key, attempt);
    try {
      const response = await inner(input, init);
      if (response.ok) failures.delete(key);
      await tellResponse(response, request, ended(), watching);
      return response;
    } catch (error) {
      if (watching.verbose || watching.debug) watching.tell(`< no answer after ${ended()}`);
      throw error;
    }
  };
}

function tellRequest(
  request: Outgoing,
  attempt: number,
  { curl, verbose, debug, tell }: Watching,
): void {
  if (curl) tell(curlCommand(request));
  if (verbose || debug)
    tell(
      `> ${request.method} ${redactedUrl(request.url)}${attempt > 1 ? ` (attempt ${attempt})` : ''}`,
    );
  if (debug) tellContent('>', request.headers, request.body, tell);
}

async function tellResponse(
  response: Response,
  request: Outgoing,
  ended: string,
  { verbose, debug, tell, mask }: Watching,
): Promise<void> {
  if (verbose || debug) tell(`< ${response.status} in ${ended}`);
  if (!debug) return;
  // What the server repeats of the request's own secrets is masked wherever it stands.
  const secrets = secretsOf(request);
  const masked = await mask();
  tellContent('<', response.headers, await shownBody(response), (line) =>
    tell(masked(withoutSecrets(line, secrets))),
  );
}

/** A file is not text for a terminal, and may be too large to hold. */
async function shownBody(response: Response): Promise<string | undefined> {
  return /json|text|xml|urlencoded/i.test(response.headers.get('content-type') ?? 'text')
    ? response.clone().text()
    : undefined;
}

function tellContent(
  sign: string,
  headers: Headers,
  body: Outgoing['body'],
  tell: (line: string) => void,
): void {
  for (const [name, value] of headers)
    tell(`${sign} ${name}: ${oneLine(redactedHeader(name, value))}`);
  if (typeof body === 'string' && body !== '') tell(`${sign} ${redactedBody(body)}`);
  else if (body) tell(`${sign} (a form: ${[...new Set((body as FormData).keys())].join(', ')})`);
}

const outgoing = (input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Outgoing => ({
  method: init?.method ?? 'GET',
  url: String(input instanceof Request ? input.url : input),
  headers: new Headers(init?.headers),
  body: typeof init?.body === 'string' || init?.body instanceof FormData ? init.body : undefined,
});
