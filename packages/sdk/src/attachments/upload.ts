import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import type { FileSource } from './file-source.js';
import { mediaTypeOf } from './media-type.js';

/** A file to put in Halo. What it belongs to is `ticket_id`, `action_id`, or `type` and `unique_id`; an image may stand alone. */
export interface NewAttachment {
  /** File name that Halo shows. */
  name: string;
  data: FileSource;
  description?: string | undefined;
  ticket_id?: number | undefined;
  action_id?: number | undefined;
  /** Kind of the record that `unique_id` names, by Halo's number. */
  type?: number | undefined;
  unique_id?: number | undefined;
  /** Shows the file to users as well as agents. */
  showforusers?: boolean | undefined;
  /** How it travels; without this an image that belongs to no record goes as a form, a large file by a presigned address, others as base64. */
  via?: UploadWay | undefined;
}

/** The ways a file can travel. */
export type UploadWay = 'base64' | 'image' | 'presigned';

/** Files from this size on, in bytes, go by a presigned address; a JSON body of them would be a third larger still. */
const presignedFrom = 15_000_000;

/** How a file travels, by what it is and how large. */
export function wayOf(file: NewAttachment, size: number): UploadWay {
  const owned =
    file.ticket_id !== undefined || file.action_id !== undefined || file.unique_id !== undefined;
  if (file.via) return file.via;
  if (!owned && mediaTypeOf(file.name).startsWith('image/')) return 'image';
  if (owned) return size >= presignedFrom ? 'presigned' : 'base64';
  throw new HaloUsageError(
    `${file.name} belongs to nothing`,
    'Give ticket_id, action_id, or type and unique_id; only an image may stand alone. Nothing was sent.',
  );
}

/** The wire fields that say what a file belongs to. */
export const ownerOf = ({ ticket_id, action_id, type, unique_id }: NewAttachment): WireRecord =>
  Object.fromEntries(
    Object.entries({ ticket_id, action_id, type, unique_id }).filter(
      ([, value]) => value !== undefined,
    ),
  );

/** Sends a file as base64 text in a record. */
export function uploadBase64(
  { verbs }: Context,
  file: NewAttachment,
  bytes: Uint8Array,
  options: CallOptions,
): Promise<WireRecord> {
  const { name, description, showforusers } = file;
  return verbs.create(
    {
      filename: name,
      ...ownerOf(file),
      ...(description !== undefined && { note: description, desc: description }),
      ...(showforusers !== undefined && { showforusers }),
      data_base64: `data:${mediaTypeOf(name)};base64,${toBase64(bytes)}`,
    },
    options,
  );
}

/** Sends an image as a form, for use in notes and articles by its address (behaviour: attachments.image-multipart). */
export async function uploadImage(
  { verbs }: Context,
  file: NewAttachment,
  bytes: Uint8Array<ArrayBuffer>,
  options: CallOptions,
): Promise<WireRecord> {
  const form = new FormData();
  form.append('file', new Blob([bytes], { type: mediaTypeOf(file.name) }), file.name);
  const answer = await verbs.call('uploadImage', { ...options, body: form, wantsRecord: true });
  return (Array.isArray(answer) ? answer.at(-1) : answer) as WireRecord;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // Arguments of a call are limited in number, so the signs are made piece by piece.
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
