import type { SandboxClock } from '../clock.js';
import type { FaultKind, FaultRule } from './fault.js';

/** Rejects as `fetch` does when the other side closes the connection; the server closes the socket on it. */
const connectionReset = (): TypeError =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });

/** True for what `connectionReset` makes. */
export const isConnectionReset = (error: unknown): boolean =>
  error instanceof TypeError &&
  (error.cause as { code?: string } | undefined)?.code === 'ECONNRESET';

const HTML =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

/** Lets a fault strike: around the server's action, in place of it, or on its answer. */
export async function injectFault(
  fault: FaultRule,
  request: Request,
  clock: SandboxClock,
  act: () => Promise<Response>,
): Promise<Response> {
  const { kind } = fault;
  if (spoilsAnswer(kind)) return spoilt(await act(), kind);
  // A stale read is an answer like every other; what it reads is the caller's affair.
  const acted = fault.phase === 'after' ? await act() : undefined;
  switch (kind) {
    case 'status':
      return new Response(fault.body || null, {
        status: fault.status ?? 500,
        headers: fault.headers ?? {},
      });
    case 'html':
      return new Response(fault.body ?? HTML, {
        status: fault.status ?? 502,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    case 'redirect':
      return new Response(null, { status: 302, headers: { location: '/', ...fault.headers } });
    case 'reset':
      throw connectionReset();
    case 'hang':
      return hang(request.signal);
    case 'slow':
      await clock.sleep(fault.delayMs ?? 1000, request.signal);
      return acted ?? act();
    case 'stale':
      return act();
  }
}

/** Kinds that spoil an answer, which therefore needs one. */
type AnswerKind = Extract<FaultKind, 'content-type' | 'truncated' | 'cut'>;

const spoilsAnswer = (kind: FaultKind): kind is AnswerKind =>
  kind === 'content-type' || kind === 'truncated' || kind === 'cut';

async function spoilt(answer: Response, kind: AnswerKind): Promise<Response> {
  if (kind !== 'content-type') return half(answer, kind === 'cut');
  return new Response(answer.body && (await answer.text()), {
    status: answer.status,
    headers: { 'content-type': 'text/plain' },
  });
}

/** Never answers; ends when the caller gives up. */
const hang = (signal: AbortSignal): Promise<Response> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** The first half of an answer: as if it were whole, or with the connection lost in the middle. */
async function half(response: Response, cut: boolean): Promise<Response> {
  if (!response.body) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const part = bytes.slice(0, Math.floor(bytes.length / 2));
  const headers = new Headers(response.headers);
  if (!cut) return new Response(part, { status: response.status, headers });
  // Sent in chunks, so that the server writes the first half before it learns that there is no second.
  headers.set('transfer-encoding', 'chunked');
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) controller.error(connectionReset());
      else controller.enqueue(part);
      sent = true;
    },
  });
  return new Response(body, { status: response.status, headers });
}
