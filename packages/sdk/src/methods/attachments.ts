import { type Download, type DownloadOptions, openDownload } from '../attachments/download.js';
import { readSource } from '../attachments/file-source.js';
import { uploadPresigned } from '../attachments/presigned-upload.js';
import { type NewAttachment, uploadBase64, uploadImage, wayOf } from '../attachments/upload.js';
import { demandArguments } from '../codec/arguments.js';
import type { CallOptions } from '../core/call.js';
import type { Bodies, Kinds, WireKinds } from '../core/methods.js';
import type { ResourceVerbs } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';

/** A file that was written. */
export interface SavedAttachment {
  readonly id: number;
  /** Where it stands on this computer. */
  readonly path: string;
}

/** What the attachments as a whole can do. */
export interface AttachmentsMethods<Of extends Kinds> {
  /** Puts a file in Halo, the way its kind and size ask for. */
  put(file: NewAttachment, options?: CallOptions): Promise<Of['record']['attachments']>;
  /** Opens an attachment for reading. */
  download(id: number, options?: DownloadOptions): Promise<Download>;
  /** Writes all files of a ticket into a folder of this computer, one after the other. */
  downloadAll(
    ticket: number | { readonly id: number },
    folder: string,
    options?: CallOptions,
  ): Promise<SavedAttachment[]>;
}

const uploads = { base64: uploadBase64, image: uploadImage, presigned: uploadPresigned } as const;

export const attachmentsMethods: Bodies<AttachmentsMethods<WireKinds>, ResourceVerbs> = {
  async put(context, _self, file, options = {}) {
    if (!file.name)
      throw new HaloUsageError('attachments.put: the file has no name', 'Nothing was sent.');
    demandArguments('attachments.put name and data', 'text file', [file.name, file.data]);
    const bytes = await readSource(file.data, file.name);
    return uploads[wayOf(file, bytes.length)](context, file, bytes, options);
  },

  download: (context, _self, id, options) => openDownload(context, id, options),

  async downloadAll(context, _self, ...[ticket, folder, options]) {
    const saved: SavedAttachment[] = [];
    const query = { ticket_id: typeof ticket === 'number' ? ticket : ticket.id };
    for await (const { id } of context.verbs.listAll(query, options)) {
      const file = await openDownload(context, id as number, options);
      saved.push({ id: id as number, path: await file.saveTo(folder) });
    }
    return saved;
  },
};
