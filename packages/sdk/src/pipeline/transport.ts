import { parseAnswer, secretsOf, withoutSecrets } from 'halopsa-ground';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloConnectionError } from '../errors/transport-errors.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { connectionErrorFrom } from './connection-error.js';
import type { Exchange, Handler, Reply } from './exchange.js';

/** The innermost stage: sends the exchange by `fetch`, reads the whole answer, and turns an error status into an error. */
export function transport(fetcher: typeof fetch, now: () => number): Handler {
  return async (exchange) => {
    const response = await send(fetcher, exchange);
    if (exchange.raw && response.ok) return { status: response.status, headers: response.headers, value: response };
    const text = await readText(response, exchange);
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

async function readText(response: Response, { signal, operation }: Exchange): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    if (response.status > 299) return '';
    throw new HaloConnectionError(`${operation}: the answer (status ${response.status}) broke off`, 'unknown', { cause: error });
  }
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
    const answer = { status: response.status, body: withoutSecrets(text.slice(0, 2000), carried(exchange)), operation };
    throw new HaloAPIError('halo/broken-answer', `${operation} answered ${response.status} with ${kind}`, answer, {
      cause,
      nextStep: 'Check that the tenant URL leads to Halo and not to a proxy or a sign-in page.',
    });
  }
}
