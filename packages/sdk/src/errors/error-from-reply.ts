import {
  type ApiErrorAnswer,
  HaloAPIError,
  HaloAuthenticationError,
  HaloForbiddenError,
  HaloNotFoundError,
  HaloRateLimitError,
  HaloServerError,
  HaloValidationError,
} from './api-error.js';
import { readErrorBody } from './read-error-body.js';
import { readRetryAfter } from './read-retry-after.js';

/** The error that an answer with a status of 300 or more means. `now` dates a Retry-After given as a date, in epoch milliseconds. */
export function errorFromReply(
  answer: ApiErrorAnswer,
  headers: Headers,
  now: number,
): HaloAPIError {
  const { message, errors } = readErrorBody(answer.body);
  const said = (fallback: string): string =>
    `${answer.operation} answered ${answer.status}: ${message ?? fallback}`;
  if (answer.status === 400)
    return new HaloValidationError(
      said('the request was refused without a reason'),
      answer,
      errors,
    );
  if (answer.status === 401) return new HaloAuthenticationError(said('not authenticated'), answer);
  if (answer.status === 403) return new HaloForbiddenError(said('not permitted'), answer);
  if (answer.status === 404) return new HaloNotFoundError(said('not found'), answer);
  if (answer.status === 429)
    return new HaloRateLimitError(said('too many requests'), answer, readRetryAfter(headers, now));
  if (answer.status >= 500) return new HaloServerError(said('the server failed'), answer);
  return new HaloAPIError(
    'halo/api',
    said(answer.status < 400 ? 'a redirect, which an API call does not follow' : 'refused'),
    answer,
    {
      nextStep:
        answer.status < 400
          ? 'Check the tenant URL: it should be the address of Halo itself.'
          : undefined,
    },
  );
}
