import { formatHaloDate } from 'halopsa-ground';
import { decodeBase64, mediaType } from '../../http/base64.js';
import { notFound } from '../../http/refusal.js';
import { json, type Reply } from '../../http/reply.js';
import type { Behaviour, Call } from '../../resources/contract.js';
import { remove } from '../../resources/delete.js';
import { findByRoute } from '../../resources/get.js';
import { upsert } from '../../resources/upsert.js';
import type { HaloRecord } from '../../store/port.js';
import { IMAGES } from './images.js';

/** A file is uploaded as base64 text, with or without the head of a data URI, and comes back as its bytes. */
export const attachmentsCarryFiles: Behaviour = {
  ids: [
    'attachments.raw-bytes',
    'attachments.base64-upload',
    'attachments.list-by-ticket',
    'attachments.upload-answer',
  ],
  resource: 'attachments',
  rules: {
    extraFields: { data_base64: 'string', ticket_id: 'int' },
    envelope: () => ({ folders: [] }),
    prepare: ({ before, next }, context) => {
      if (before) return;
      next.datecreated ??= formatHaloDate(context.clock.now());
      next.type ??= 0;
      next.unique_id ??= next.ticket_id ?? 0;
      next.desc ??= next.filename;
      if (typeof next.data_base64 !== 'string') return;
      next.filesize = decodeBase64(next.data_base64).length;
      next.content_type ??= mediaType(next.data_base64);
    },
    operations: { get: getFile },
    rowFlags: { includefiledata: ['data_base64'] },
  },
};

/** Documents are attachments by another route. */
export const attachmentsDocumentRoute: Behaviour = {
  ids: ['attachments.document-route'],
  resource: 'attachments',
  rules: { operations: { uploadDocument: upsert, getDocument: getFile, deleteDocument: remove } },
};

/** Files are read at the address of the older file server too; where all are kept together there is none to move. */
export const attachmentsElsewhere: Behaviour = {
  ids: ['attachments.other-stores'],
  resource: 'attachments',
  rules: { operations: { nhserver: getFile, migrateToS3: () => json([], 201) } },
};

/** Images have no list, and are deleted by their GUID. */
export const attachmentsImagesGone: Behaviour = {
  ids: ['attachments.image-multipart'],
  resource: 'attachments',
  rules: {
    operations: {
      listImages: () => {
        throw notFound();
      },
      deleteImage: ({ params, context }) => {
        const id = String(params.id).toLowerCase();
        if (!context.records(IMAGES).remove(id)) throw notFound();
        return json({ id });
      },
    },
  },
};

/** Where files are hosted, reading an attachment answers its record with a link that soon expires. */
export const attachmentsHosted: Behaviour = {
  ids: ['attachments.link-expires'],
  priority: 'following',
  resource: 'attachments',
  optional: true,
  rules: {
    operations: {
      get: (call) => {
        const attachment = findByRoute(call);
        const { links, origin, clock } = call.context;
        const read = () => ({
          bytes: decodeBase64(String(attachment.data_base64 ?? '')),
          type: mediaType(String(attachment.data_base64)),
        });
        return json({
          ...withoutData(attachment),
          link: links.create(origin, { read }, clock.now()),
        });
      },
    },
  },
};

function getFile(call: Call): Reply {
  const attachment = findByRoute(call);
  if (call.query.flag('includedetails') === true || attachment.data_base64 === undefined)
    return json(withoutData(attachment));
  return fileReply(attachment);
}

function fileReply(file: HaloRecord | undefined): Reply {
  const text = String(file?.data_base64 ?? '');
  const body = decodeBase64(text);
  if (!file || (body.length === 0 && text !== '')) throw notFound();
  const name = String(file.filename ?? 'file').replaceAll(/["\\\r\n]/g, '_');
  const disposition = `attachment; filename="${encodeURIComponent(name)}"`;
  return {
    status: 200,
    headers: { 'content-type': mediaType(text), 'content-disposition': disposition },
    body,
  };
}

const withoutData = ({ data_base64: _, ...attachment }: HaloRecord): HaloRecord => attachment;
