import {
  escapedText,
  mask,
  redactedBody,
  redactedHeader,
  redactedUrl,
  shellWord,
} from 'halopsa-ground';
import { apiKeyHeader, requestBehind } from './failed-requests.js';

/**
 * The failed request behind an error as a curl command for sh, bash, zsh or fish, to send to somebody who can help. Tokens, the
 * values of headers that are not plain, and what its name says is a secret in body and address are masked. Undefined for an error of
 * another origin.
 */
export function asCurl(error: unknown): string | undefined {
  const request = requestBehind(error);
  if (!request) return undefined;
  const proof = apiKeyHeader in request.headers ? {} : { authorization: `Bearer ${mask}` };
  const headers = Object.entries({ ...request.headers, ...proof }).map(
    ([name, value]) => `-H ${shellWord(`${name}: ${redactedHeader(name, value)}`)}`,
  );
  const text =
    typeof request.body === 'string' ? escapedText(redactedBody(request.body)) : '(a form)';
  const body = request.body === undefined ? [] : ['--data-raw', shellWord(text)];
  return [
    'curl',
    '-X',
    request.method,
    shellWord(redactedUrl(request.url)),
    ...headers,
    ...body,
  ].join(' ');
}
