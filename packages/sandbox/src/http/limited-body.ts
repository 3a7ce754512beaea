import { Refusal } from './refusal.js';
import { empty } from './reply.js';

/** Bytes that a body may have, as on the server whose limit this is. */
export const MAX_BODY_BYTES = 30_000_000;

/** Refuses a request with 413 whose head already says that its body is too large. */
export function demandSmallBody(request: Request): void {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES)
    throw new Refusal(empty(413));
}

/** The bytes of a body; 413 as soon as they are too many, whatever its head said. */
export async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  demandSmallBody(request);
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, size);
    size += value.length;
    chunks.push(value);
    if (size > MAX_BODY_BYTES) {
      // The rest is never read: a sender without end is not waited for.
      void reader.cancel().catch(() => undefined);
      throw new Refusal(empty(413));
    }
  }
}

/** The text of a body; 413 as for its bytes. */
export const readText = async (request: Request): Promise<string> =>
  new TextDecoder().decode(await readBytes(request));

/** The form of a body, in either of its encodings; undefined where it is none, 413 as for its bytes. */
export async function readForm(request: Request): Promise<FormData | undefined> {
  const bytes = await readBytes(request);
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  return new Response(bytes, { headers }).formData().catch(() => undefined);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
