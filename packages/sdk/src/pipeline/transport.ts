import { parseAnswer, secretsOf, TooDeepError, withoutSecrets } from 'halopsa-ground';
import { dispositionName } from '../attachments/safe-file-name.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloConnectionError } from '../errors/transport-errors.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { connectionErrorFrom } from './connection-error.js';
import type { Exchange, Handler, Reply } from './exchange.js';

/** Bytes of an answer once it is unpacked; the longest that was seen, a list of commits, has 50 MB (behaviour-2026.md C3). */
export const mostAnswerBytes = 134_217_728;
/** Bytes of an error's body that are of use to anybody. */
const mostErrorBytes = 1_048_576;

/** The innermost stage: sends the exchange by `fetch`, reads the whole answer, and turns an error status into an error. */
export function transport(fetcher: typeof fetch, now: () => number, maxBytes: number = mostAnswerBytes): Handler {
  return async (exchange) => {
    const response = await send(fetcher, exchange);
    if (exchange.raw && response.ok) return { status: response.status, headers: response.headers, value: response };
    if (response.ok && isFile(response.headers)) {
      await response.body?.cancel().catch(() => undefined);
      return { status: response.status, headers: response.headers, value: fileOf(response.headers) };
    }
    const text = await readText(response, exchange, maxBytes);
    const requestId = response.headers.get('x-request-id') ?? response.headers.get('request-id') ?? undefined;
    if (response.status < 200 || response.status > 299) {
      // A server may repeat what it was sent: its words go into errors, and errors into logs.
      const answer = {
        status: response.status,
        body: parseLoosely(withoutSecrets(text, carried(exchange))),
        operation: exchange.operation,
        requestId,
      };
      const { errorFromReply } = await import('../errors/error-from-reply.js');
      throw errorFromReply(answer, response.headers, now());
    }
    return { status: response.status, headers: response.headers, value: parseStrictly(text, response, exchange) } satisfies Reply;
  };
}

async function send(fetcher: typeof fetch, exchange: Exchange): Promise<Response> {
  const { method, url, headers, body, signal } = exchange;
  refuseUnsendable(headers);
  try {
    // A redirect is never followed: it would carry the token to an address that nobody named.
    return await fetcher(url, { method, headers, body: body ?? null, signal: signal ?? null, redirect: 'manual' });
  } catch (error) {
    throw signal?.aborted ? error : connectionErrorFrom(error, exchange);
  }
}

const carried = ({ url, headers, body }: Exchange): string[] => secretsOf({ url, headers: Object.entries(headers), body });

/** What `fetch` says of a header that it cannot send holds the header's value, and a secret with it. */
function refuseUnsendable(headers: Readonly<Record<string, string>>): void {
  const isSendable = (pairs: Record<string, string>): boolean => {
    try {
      return new Headers(pairs) !== undefined;
    } catch {
      return false;
    }
  };
  if (isSendable({ ...headers })) return;
  const wrong = Object.entries(headers).find(([name, value]) => !isSendable({ [name]: value }))?.[0] ?? '';
  const named = /^[\w-]{1,64}$/.test(wrong) ? `the header ${wrong}` : 'the name of a header';
  throw new HaloUsageError(
    `${named} holds a character that no header can have, such as a line break`,
    'Check the token, the secret and the headers that you gave. Nothing was sent.',
  );
}

/** Whether an answer is a file and no JSON: named as one, or of a type that no other answer has. */
const isFile = (headers: Headers): boolean =>
  /^\s*(attachment|inline)\b/i.test(headers.get('content-disposition') ?? '') ||
  !/json|text|html|xml|^$/i.test(headers.get('content-type') ?? '');

/** What the headers of a file tell of it, in the names of an attachment's record. */
function fileOf(headers: Headers): Record<string, unknown> {
  const filename = dispositionName(headers.get('content-disposition'));
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return {
    ...(filename !== undefined && { filename }),
    content_type: headers.get('content-type')?.split(';')[0]?.trim() ?? 'application/octet-stream',
    ...(length !== null && { filesize: Number(length) }),
  };
}

async function readText(response: Response, exchange: Exchange, maxBytes: number): Promise<string> {
  const { signal, operation } = exchange;
  const ok = response.status <= 299;
  const most = ok ? maxBytes : Math.min(maxBytes, mostErrorBytes);
  try {
    const text = await readUpTo(response, most, ok);
    if (text !== undefined) return text;
  } catch (error) {
    if (signal?.aborted) throw error;
    if (response.status > 299) return '';
    throw new HaloConnectionError(`${operation}: the answer (status ${response.status}) broke off`, 'unknown', { cause: error });
  }
  const answer = { status: response.status, body: undefined, operation };
  throw new HaloAPIError('halo/too-large', `${operation} answered with more than ${most} bytes`, answer, {
    nextStep: 'Narrow the list by filters or read it in pages; maxAnswerBytes allows more.',
  });
}

/** The text of an answer, read piece by piece so that a small packed one cannot fill the memory; undefined where it is longer. */
async function readUpTo(response: Response, most: number, whole: boolean): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for (let received = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    received += value.length;
    if (received > most) {
      await reader.cancel().catch(() => undefined);
      if (whole) return undefined;
      break;
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

function parseLoosely(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return parseAnswer(text);
  } catch {
    return text;
  }
}

function parseStrictly(text: string, response: Response, exchange: Exchange): unknown {
  const { operation } = exchange;
  if (text.trim() === '') return undefined;
  try {
    return parseAnswer(text);
  } catch (cause) {
    const kind = /^\s*</.test(text) ? 'a web page' : 'incomplete or malformed JSON';
    if (cause instanceof TooDeepError) {
      const answer = { status: response.status, body: undefined, operation };
      throw new HaloAPIError(
        'halo/broken-answer',
        `${operation} answered ${response.status} with JSON that no record has: ${cause.message}`,
        answer,
      );
    }
    const answer = { status: response.status, body: withoutSecrets(text.slice(0, 2000), carried(exchange)), operation };
    const isPage = kind === 'a web page';
    throw new HaloAPIError('halo/broken-answer', `${operation} answered ${response.status} with ${kind}`, answer, {
      cause,
      nextStep: isPage
        ? 'Check that the tenant URL leads to Halo and not to a proxy or a sign-in page.'
        : 'Try again; an answer can break off on its way.',
    });
  }
}
