import { once } from 'node:events';
import type { Output } from '../host.js';

/** Writes to a stream and waits where it is full, so that a slow reader costs no memory. A reader that goes meanwhile is not waited for. */
export async function write(stream: Output, piece: string | Uint8Array): Promise<void> {
  if (!stream.write(piece)) await once(stream, 'drain').catch(ignoreGone);
}

function ignoreGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
