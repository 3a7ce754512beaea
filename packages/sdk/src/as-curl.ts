import { shellWord as quoted } from 'halopsa-ground';
import { requestBehind } from './failed-requests.js';

const plainHeaders = new Set(['accept', 'content-type']);

/** The failed request behind an error as a curl command, to send to somebody who can help: token and headers of the client's own are masked. Undefined for an error of another origin. */
export function asCurl(error: unknown): string | undefined {
  const request = requestBehind(error);
  if (!request) return undefined;
  const headers = Object.entries({ ...request.headers, authorization: 'Bearer ***' }).map(
    ([name, value]) => `-H ${quoted(`${name}: ${plainHeaders.has(name.toLowerCase()) || name === 'authorization' ? value : '***'}`)}`,
  );
  const body = request.body === undefined ? [] : ['--data-raw', quoted(typeof request.body === 'string' ? request.body : '(a form)')];
  return ['curl', '-X', request.method, quoted(request.url), ...headers, ...body].join(' ');
}
