import { demandArguments } from '../codec/arguments.js';
import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { type Download, type DownloadOptions, openDownload } from './download.js';
import { readSource } from './file-source.js';
import { uploadPresigned } from './presigned-upload.js';
import { type NewAttachment, uploadBase64, uploadImage, wayOf } from './upload.js';

const uploads = { base64: uploadBase64, image: uploadImage, presigned: uploadPresigned } as const;

/** Puts a file in Halo, the way its kind and size ask for. */
export async function put(context: Context, _self: unknown, file: NewAttachment, options: CallOptions = {}): Promise<WireRecord> {
  if (!file.name) throw new HaloUsageError('attachments.put: the file has no name', 'Nothing was sent.');
  demandArguments('attachments.put name and data', 'text file', [file.name, file.data]);
  const bytes = await readSource(file.data, file.name);
  return uploads[wayOf(file, bytes.length)](context, file, bytes, options);
}

/** Opens an attachment for reading. */
export function download(context: Context, _self: unknown, id: number, options?: DownloadOptions): Promise<Download> {
  return openDownload(context, id, options);
}

/** A file that was written. */
export interface SavedAttachment {
  readonly id: number;
  /** Where it stands on this computer. */
  readonly path: string;
}

/** Writes all files of a ticket into a folder, one after the other. */
export async function downloadAll(
  context: Context,
  _self: unknown,
  ...input: [ticket: number | { readonly id: number }, folder: string, options?: CallOptions]
): Promise<SavedAttachment[]> {
  const [ticket, folder, options] = input;
  const saved: SavedAttachment[] = [];
  const query = { ticket_id: typeof ticket === 'number' ? ticket : ticket.id };
  for await (const { id } of context.verbs.listAll(query, options)) {
    const file = await openDownload(context, id as number, options);
    saved.push({ id: id as number, path: await file.saveTo(folder) });
  }
  return saved;
}
