import {
  HaloAPIError,
  HaloAuthenticationError,
  HaloError,
  HaloForbiddenError,
  HaloNotFoundError,
  HaloRateLimitError,
  HaloServerError,
  HaloValidationError,
} from 'halopsa';
import { describe, expect, it } from 'vitest';
import { errorFromReply } from '../src/errors/error-from-reply.js';

const reply = (status: number, body: unknown, headers: Record<string, string> = {}): HaloAPIError =>
  errorFromReply({ status, body, operation: 'tickets.upsert' }, new Headers(headers), Date.UTC(2026, 10, 2));

describe('errors from answers', () => {
  it.each([
    [400, HaloValidationError, 'halo/validation'],
    [401, HaloAuthenticationError, 'halo/authentication'],
    [403, HaloForbiddenError, 'halo/forbidden'],
    [404, HaloNotFoundError, 'halo/not-found'],
    [429, HaloRateLimitError, 'halo/rate-limited'],
    [500, HaloServerError, 'halo/server'],
    [504, HaloServerError, 'halo/server'],
    [302, HaloAPIError, 'halo/api'],
    [415, HaloAPIError, 'halo/api'],
  ] as const)('%i with an empty body keeps its status', (status, kind, code) => {
    const error = reply(status, undefined);
    expect(error).toBeInstanceOf(kind);
    expect(error).toBeInstanceOf(HaloError);
    expect(error).toMatchObject({ status, code, operation: 'tickets.upsert', body: undefined });
    expect(error.name).toBe(kind.name);
    expect(error.message).toContain(`tickets.upsert answered ${status}`);
  });

  it('reads a serialised .NET exception', () => {
    const error = reply(400, {
      ClassName: 'System.Exception',
      Message: 'An Outcome must be entered for this Action',
      Data: null,
      InnerException: null,
    });
    expect(error.message).toBe('tickets.upsert answered 400: An Outcome must be entered for this Action');
    expect((error as HaloValidationError).errors).toEqual({ '': ['An Outcome must be entered for this Action'] });
  });

  it('reads a bare string, and takes joined complaints apart', () => {
    const error = reply(400, 'Impact is mandatory\nUrgency is mandatory\n') as HaloValidationError;
    expect(error.errors).toEqual({ '': ['Impact is mandatory', 'Urgency is mandatory'] });
    expect(error.message).toContain('Impact is mandatory; Urgency is mandatory');
  });

  it('reads model state by field', () => {
    const body = {
      '[0].outcome_id': ["Could not convert string to integer: X. Path '[0].outcome_id', line 1, position 139."],
      id: ["The value 'probe' is not valid."],
    };
    const error = reply(400, body) as HaloValidationError;
    expect(error.errors).toEqual(body);
    expect(error.message).toContain("id: The value 'probe' is not valid.");
  });

  it.each([
    [{ error: 'invalid_request', error_description: 'the scope is unknown' }, 'the scope is unknown'],
    [{ resultCode: 1, errorMessage: 'no access' }, 'no access'],
    [
      { type: 'about:blank', title: 'One or more validation errors occurred.', errors: { name: ['Name is required'] } },
      'name: Name is required',
    ],
    [{}, 'refused without a reason'],
    ['<html><head><title>502 Bad Gateway</title></head></html>', 'a web page titled "502 Bad Gateway" instead of JSON'],
    [['odd'], 'refused without a reason'],
  ])('makes a message of %j', (body, message) => {
    expect(reply(400, body).message).toContain(message);
  });

  it.each([
    ['7', 7],
    ['0.5', 0.5],
    ['Mon, 02 Nov 2026 00:00:30 GMT', 30],
    ['soon', undefined],
  ])('reads Retry-After: %s', (value, seconds) => {
    expect((reply(429, undefined, { 'retry-after': value }) as HaloRateLimitError).retryAfter).toBe(seconds);
  });
});
