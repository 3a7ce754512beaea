import type { HaloEvent } from './halo-event.js';

/**
 * An event as one line of JSON: key, source, moment and payload. The payload of a delivery is kept as it was sent, so that no
 * number is rounded; between its texts, line breaks become blanks.
 */
export function eventLine(whole: HaloEvent): string {
  const { original, key, source, receivedAt } = whole;
  // A line break inside a text of JSON is always escaped.
  const raw = original
    ? Buffer.from(original.bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .replace(/[\r\n]/g, ' ')
        .trim()
    : JSON.stringify(whole.payload);
  return `${JSON.stringify({ key, source, receivedAt }).slice(0, -1)},"payload":${raw}}`;
}
