import { Refusal } from './refusal.js';
import { empty } from './reply.js';

/** Bytes that a body may have, as on the server whose limit this is. */
export const MAX_BODY_BYTES = 30_000_000;

/** Refuses a request with 413 whose head already says that its body is too large. */
export function demandSmallBody(request: Request): void {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw new Refusal(empty(413));
}

/** The text of a body; 413 as soon as it is too large, whatever its head said. */
export async function readText(request: Request): Promise<string> {
  demandSmallBody(request);
  if (!request.body) return '';
  const decoder = new TextDecoder();
  const reader = request.body.getReader();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MAX_BODY_BYTES) {
      // The rest is never read: whoever sends without end is left alone.
      await reader.cancel().catch(() => undefined);
      throw new Refusal(empty(413));
    }
    text += decoder.decode(value, { stream: true });
  }
}
