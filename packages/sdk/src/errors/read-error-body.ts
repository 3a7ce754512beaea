import { type Fields, type FieldValue, isPlainObject } from '../codec/json-value.js';

/** What an error body says: one message, and messages by field where it names fields. */
export interface ErrorBody {
  readonly message: string | undefined;
  readonly errors: Record<string, string[]>;
}

const text = (value: FieldValue): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/**
 * Reads every error body that Halo is known to send: a serialised .NET exception, a bare string, model state
 * (`{"[0].outcome_id": ["..."]}`), an OAuth error, one inside `error`, ProblemDetails, other text, or a page of HTML.
 * Source: behaviour.md section 8, behaviour-2026.md D1 to D4, behaviour-2026-11.md N13.6.
 */
export function readErrorBody(body: unknown): ErrorBody {
  if (typeof body === 'string') return fromText(body);
  if (!isPlainObject(body)) return { message: undefined, errors: {} };
  const fields = readModelState(isPlainObject(body.errors) ? body.errors : body);
  if (Object.keys(fields).length > 0) {
    const lines = Object.entries(fields).flatMap(([field, messages]) =>
      messages.map((message) => (field ? `${field}: ${message}` : message)),
    );
    return { message: lines.join('; '), errors: fields };
  }
  const message =
    text(body.Message) ??
    text(body.message) ??
    text(body.error_description) ??
    text(body.error) ??
    (isPlainObject(body.error) ? text(body.error.error_description) : undefined) ??
    text(body.errorMessage) ??
    text(body.title);
  return message ? { ...fromLines(message) } : { message: undefined, errors: {} };
}

function fromText(body: string): ErrorBody {
  if (/^\s*</.test(body)) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1]?.trim();
    return {
      message: title
        ? `a web page titled "${title}" instead of JSON`
        : 'a web page instead of JSON',
      errors: {},
    };
  }
  return fromLines(body);
}

/** Halo joins the complaints of several mandatory fields with line breaks. */
function fromLines(body: string): ErrorBody {
  const lines = body
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    message: lines.length > 0 ? lines.join('; ') : undefined,
    errors: lines.length > 0 ? { '': lines } : {},
  };
}

function readModelState(body: Fields): Record<string, string[]> {
  const entries = Object.entries(body);
  const isState =
    entries.length > 0 &&
    entries.every(
      ([, value]) => Array.isArray(value) && value.every((line) => typeof line === 'string'),
    );
  return isState
    ? Object.fromEntries(entries.map(([field, lines]) => [field, [...(lines as string[])]]))
    : {};
}
