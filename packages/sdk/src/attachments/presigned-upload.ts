import { isKnownId } from '../codec/asked-record.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { HaloConnectionError } from '../errors/transport-errors.js';
import { answerOf } from '../write/answer-of.js';
import { fetchFrom } from './file-store.js';
import { mediaTypeOf } from './media-type.js';
import { type NewAttachment, ownerOf } from './upload.js';

/**
 * Sends a file straight to Halo's file store: asks for an address, puts the bytes there without the token, and tells Halo that
 * they are there. What the first answer looks like is published nowhere, so any address in it is taken
 * (behaviour: attachments.presigned-flow).
 */
export async function uploadPresigned(
  { verbs, caller }: Context,
  file: NewAttachment,
  bytes: Uint8Array<ArrayBuffer>,
  options: CallOptions,
): Promise<WireRecord> {
  const request = {
    filename: file.name,
    originalfilename: file.name,
    atfilename: file.name,
    filesize: bytes.length,
    _tempid: crypto.randomUUID(),
    ...ownerOf(file),
    ...(file.description !== undefined && { atdesc: file.description, atnote: file.description }),
  };
  const answer = await verbs.call('presignedUrl', { ...options, body: [request] });
  const address = findAddress(answer);
  if (!address) {
    throw new HaloAPIError(
      'halo/upload',
      `${file.name}: Halo named no address to put the file at`,
      { status: 200, body: answer, operation: 'attachments.presignedUrl' },
      {
        nextStep:
          "Put it with via: 'base64' if the file is not too large for that. Nothing was stored.",
      },
    );
  }
  await send((to, init) => fetchFrom(caller, to, init), address, {
    name: file.name,
    bytes,
    signal: options.signal,
  });
  // What the first answer held goes back with the request, whatever its members are called.
  const told = await verbs.call('presignedUploadComplete', {
    ...options,
    body: [request],
    extraFields: entryOf(answer),
  });
  const record = entryOf(told);
  if (record && isKnownId(record.id) && String(record.id) !== '0') return record;
  throw new HaloAmbiguousWriteError(
    'attachments.presignedUploadComplete',
    `${file.name} was stored, and Halo's answer holds no record that proves it belongs to what it was sent for`,
    { answer: await answerOf({ caller, input: { ...options, body: [request] } }, told) },
  );
}

/** The first web address in an answer, at any depth. */
function findAddress(value: unknown): string | undefined {
  if (typeof value === 'string') return /^https?:\/\//i.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const member of Object.values(value)) {
    const found = findAddress(member);
    if (found) return found;
  }
  return undefined;
}

function entryOf(answer: unknown): WireRecord | undefined {
  const entry = Array.isArray(answer) ? answer.at(-1) : answer;
  return typeof entry === 'object' && entry !== null ? (entry as WireRecord) : undefined;
}

interface Parcel {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal | undefined;
}

async function send(
  fetcher: (to: string, init: RequestInit) => Promise<Response>,
  address: string,
  { name, bytes, signal }: Parcel,
): Promise<void> {
  const init = {
    method: 'PUT',
    body: bytes,
    headers: { 'content-type': mediaTypeOf(name) },
    signal: signal ?? null,
  };
  const response = await fetcher(address, init).catch((error: unknown) => {
    if (signal?.aborted || error instanceof HaloAPIError) throw error;
    throw new HaloConnectionError(`${name}: the file store could not be reached`, 'unknown', {
      cause: error,
    });
  });
  if (response.ok) return;
  // The address is itself a permission, so it is not told.
  throw new HaloAPIError(
    'halo/upload',
    `${name}: the file store answered ${response.status}`,
    { status: response.status, body: undefined, operation: 'attachments.put' },
    { nextStep: 'Put the file again; Halo was not told of it, so nothing is attached.' },
  );
}
