import { parseJson } from '../json.js';
import type { EventPayload, HaloEvent } from './halo-event.js';

/** An event as a line of the journal holds it: the payload, or the body of the delivery from which it is read. */
export interface StoredEvent extends Omit<HaloEvent, 'payload' | 'original'> {
  readonly payload?: EventPayload;
  readonly original?:
    | { readonly contentType: string; readonly text: string }
    | { readonly contentType: string; readonly base64: string };
}

/** The form in which an event is kept. */
export function storedEvent({ original, payload, ...event }: HaloEvent): StoredEvent {
  if (!original) return { ...event, payload };
  const { contentType } = original;
  const bytes = Buffer.from(
    original.bytes.buffer,
    original.bytes.byteOffset,
    original.bytes.byteLength,
  );
  const text = bytes.toString('utf8');
  // Bytes that are no UTF-8 would come back as others.
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  return {
    ...event,
    original: isText ? { contentType, text } : { contentType, base64: bytes.toString('base64') },
  };
}

/** The event as it was taken. Its payload is read when it is asked for: who passes the original on needs none. */
export function restoredEvent({ original, payload, ...event }: StoredEvent): HaloEvent {
  if (!original) return { ...event, payload: payload ?? {} };
  const bytes =
    'text' in original ? Buffer.from(original.text) : Buffer.from(original.base64, 'base64');
  let read: EventPayload | undefined;
  return {
    ...event,
    get payload() {
      read ??= parseJson(bytes.toString('utf8'))?.value as EventPayload;
      return read;
    },
    original: { bytes, contentType: original.contentType },
  };
}
