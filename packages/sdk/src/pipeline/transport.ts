import { parsePlain } from 'halopsa-ground';
import type { Exchange, Handler, Reply } from './exchange.js';
import type { HeldSecrets } from './held-secrets.js';

/** Bytes of an answer once it is unpacked; the longest that was seen, a list of commits, has 50 MB (behaviour-2026.md C3). */
export const mostAnswerBytes = 134_217_728;
/** Bytes of an error's body that are of use to anybody. */
const mostErrorBytes = 1_048_576;

/** The innermost stage: sends the exchange by `fetch`, reads the whole answer, and turns an error status into an error. */
export function transport(
  fetcher: typeof fetch,
  now: () => number,
  maxBytes: number = mostAnswerBytes,
  held?: HeldSecrets,
): Handler {
  return async (exchange) => {
    const response = await send(fetcher, exchange);
    const { status, headers } = response;
    if (exchange.raw && response.ok) return { status, headers, value: response };
    if (response.ok && isFile(headers)) {
      await response.body?.cancel().catch(() => undefined);
      return { status, headers, value: (await odd()).fileOf(headers) };
    }
    const text = await readText(response, exchange, maxBytes);
    if (!response.ok) throw await (await odd()).errorOf(response, text, { exchange, held }, now());
    if (text.trim() === '') return { status, headers, value: undefined };
    const plain = parsePlain(text);
    return {
      status,
      headers,
      value: plain ? plain.value : await (await odd()).parseOdd(text, response, { exchange, held }),
    } satisfies Reply;
  };
}

/** What the usual answer does not need is loaded when the first of the others comes. */
const odd = (): Promise<typeof import('./odd-answers.js')> => import('./odd-answers.js');

async function send(fetcher: typeof fetch, exchange: Exchange): Promise<Response> {
  const { method, url, headers, body, signal, marks } = exchange;
  try {
    marks.sent ||= !signal?.aborted;
    // A redirect is never followed: it would carry the token to an address that nobody named.
    return await fetcher(url, {
      method,
      headers,
      body: body ?? null,
      signal: signal ?? null,
      redirect: 'manual',
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw (await odd()).failureOf(error, exchange);
  }
}

/** Whether an answer is a file and no JSON: named as one, or of a type that no other answer has. */
const isFile = (headers: Headers): boolean =>
  /^\s*(attachment|inline)\b/i.test(headers.get('content-disposition') ?? '') ||
  !/json|text|html|xml|^$/i.test(headers.get('content-type') ?? '');

async function readText(response: Response, exchange: Exchange, maxBytes: number): Promise<string> {
  const { ok } = response;
  const most = ok ? maxBytes : Math.min(maxBytes, mostErrorBytes);
  let text: string | undefined;
  try {
    text = await readUpTo(response, most, ok);
  } catch (error) {
    if (exchange.signal?.aborted) throw error;
    if (!ok) return '';
    throw (await odd()).brokenOff(response, exchange, error);
  }
  if (text === undefined) throw (await odd()).tooLong(response, exchange, most);
  return text;
}

/** The text of an answer, read piece by piece so that a small packed one cannot fill the memory; undefined where it is longer. */
async function readUpTo(
  response: Response,
  most: number,
  whole: boolean,
): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const parts: Uint8Array[] = [];
  for (let received = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    received += value.length;
    if (received > most) {
      await reader.cancel().catch(() => undefined);
      if (whole) return undefined;
      break;
    }
    parts.push(value);
  }
  return textOf(parts);
}

/** The pieces as one text. They are decoded together, which takes a fraction of the time that decoding each takes. */
function textOf(parts: readonly Uint8Array[]): string {
  if (parts.length === 1) return new TextDecoder().decode(parts[0]);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new TextDecoder().decode(bytes);
}
