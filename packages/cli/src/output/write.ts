import { once } from 'node:events';
import type { Output } from '../host.js';

/** Writes to a stream and waits where it is full, so that a slow reader costs no memory. */
export async function write(stream: Output, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}
