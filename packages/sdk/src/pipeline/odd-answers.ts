/** What is made of answers other than plain JSON with a status of success, and of requests that get none. */
import { findOperation, findResource } from 'halopsa-catalogue/lookup';
import { parseAnswer, TooDeepError } from 'halopsa-ground';
import { dispositionName } from '../attachments/safe-file-name.js';
import { hasFiles } from '../codec/asked-record.js';
import type { Fields, FieldValue } from '../codec/json-value.js';
import { HaloAPIError } from '../errors/api-error.js';
import { errorFromReply } from '../errors/error-from-reply.js';
import { HaloConnectionError } from '../errors/transport-errors.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { connectionErrorFrom } from './connection-error.js';
import type { Exchange } from './exchange.js';
import type { HeldSecrets } from './held-secrets.js';
import { withoutKnown } from './told-words.js';

/** What was answered, and the secrets of the client besides those that the request carried. */
interface Answered {
  readonly exchange: Exchange;
  readonly held: HeldSecrets | undefined;
}

/** The error that a status of 300 or more means. */
export async function errorOf(
  { status, headers }: Response,
  text: string,
  answered: Answered,
  now: number,
): Promise<HaloAPIError> {
  const { operation } = answered.exchange;
  const requestId = headers.get('x-request-id') ?? headers.get('request-id');
  const body = parseLoosely(await withoutKnown(text, answered.exchange, answered.held));
  const answer = { status, body, operation };
  return errorFromReply(
    requestId === null
      ? answer
      : { ...answer, requestId: await withoutKnown(requestId, answered.exchange, answered.held) },
    headers,
    now,
  );
}

function parseLoosely(text: string): FieldValue {
  if (text.trim() === '') return undefined;
  try {
    return parseAnswer(text);
  } catch {
    return text;
  }
}

/** JSON with numbers too long for a double, which become texts; throws for what is not JSON or no record has. */
export async function parseOdd(
  text: string,
  { status, headers }: Response,
  answered: Answered,
): Promise<FieldValue> {
  const { operation, method } = answered.exchange;
  try {
    return parseAnswer(text);
  } catch (cause) {
    if (cause instanceof TooDeepError) {
      const message = `${operation} answered ${status} with JSON that no record has: ${cause.message}`;
      throw new HaloAPIError('halo/too-large', message, { status, body: undefined, operation });
    }
    if (method === 'GET' && (isText(headers) || isFileOf(operation, headers)))
      return fileOf(headers);
    const isPage = /^\s*</.test(text);
    // Masked before it is cut, since a part of a secret is not found.
    const begin = (
      await withoutKnown(text.slice(0, 100_000), answered.exchange, answered.held)
    ).slice(0, 2000);
    const answer = { status, body: begin, operation };
    const what = isPage ? 'a web page' : 'incomplete or malformed JSON';
    throw new HaloAPIError(
      'halo/broken-answer',
      `${operation} answered ${status} with ${what}`,
      answer,
      {
        cause,
        nextStep: isPage
          ? 'Check that the tenant URL leads to Halo and not to a proxy or a sign-in page.'
          : 'Try again; an answer can break off on its way.',
      },
    );
  }
}

/** Of a type that says that it is no JSON, and no page of a proxy or a sign-in either: a log, a table, a drawing. */
const isText = (headers: Headers): boolean =>
  !/json|html|^$/i.test(headers.get('content-type') ?? '');

/** Of an operation that answers with files: then a page is one of them, since a file need not have a name. */
function isFileOf(id: string, headers: Headers): boolean {
  const operation = /html/i.test(headers.get('content-type') ?? '') ? findOperation(id) : undefined;
  return operation?.verb === 'get' && hasFiles(findResource(operation.resource));
}

/** The error of an answer that broke off. */
export const brokenOff = (
  { status }: Response,
  { operation }: Exchange,
  cause: unknown,
): HaloConnectionError =>
  new HaloConnectionError(`${operation}: the answer (status ${status}) broke off`, 'unknown', {
    cause,
  });

/** The error of an answer that is longer than the client reads. */
export const tooLong = (
  { status }: Response,
  { operation }: Exchange,
  most: number,
): HaloAPIError =>
  new HaloAPIError(
    'halo/too-large',
    `${operation} answered with more than ${most} bytes`,
    { status, body: undefined, operation },
    {
      nextStep: 'Narrow the list by filters or read it in pages; maxAnswerBytes allows more.',
    },
  );

/** What the headers of a file tell of it, in the names of an attachment's record. */
export function fileOf(headers: Headers): Fields {
  const filename = dispositionName(headers.get('content-disposition'));
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return {
    ...(filename !== undefined && { filename }),
    content_type: headers.get('content-type')?.split(';')[0]?.trim() ?? 'application/octet-stream',
    ...(length !== null && { filesize: Number(length) }),
  };
}

/** The error of a request that got no answer. */
export function failureOf(
  error: unknown,
  exchange: Exchange,
): HaloUsageError | HaloConnectionError {
  const wrong = Object.entries(exchange.headers).find(([name, value]) => !isSendable(name, value));
  return wrong ? unsendable(wrong[0]) : connectionErrorFrom(error, exchange);
}

function isSendable(name: string, value: string): boolean {
  try {
    return new Headers({ [name]: value }) !== undefined;
  } catch {
    return false;
  }
}

/** The error of a header that `fetch` cannot send: what `fetch` says itself holds the header's value, and a secret with it. */
function unsendable(name: string): HaloUsageError {
  const named = /^[\w-]{1,64}$/.test(name) ? `the header ${name}` : 'the name of a header';
  return new HaloUsageError(
    `${named} holds a character that no header can have, such as a line break`,
    'Check the token, the secret and the headers that you gave. Nothing was sent.',
  );
}
