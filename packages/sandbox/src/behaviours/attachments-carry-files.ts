import { notFound } from '../http/refusal.js';
import { json, type Reply } from '../http/reply.js';
import type { Call } from '../resources/context.js';
import { findByRoute } from '../resources/get.js';
import { formatHaloDate } from '../resources/halo-date.js';
import type { Behaviour } from '../resources/rules.js';
import type { HaloRecord } from '../store/port.js';

/** A file is uploaded as base64 text, with or without the head of a data URI, and comes back as its bytes. */
export const attachmentsCarryFiles: Behaviour = {
  ids: ['attachments.raw-bytes', 'attachments.base64-upload', 'attachments.list-by-ticket'],
  resource: 'attachments',
  rules: {
    extraFields: { data_base64: 'string', ticket_id: 'int' },
    envelope: () => ({ folders: [] }),
    prepare: ({ before, next }, context) => {
      if (before) return;
      next.datecreated ??= formatHaloDate(context.clock.now());
      if (typeof next.data_base64 === 'string') next.filesize = decode(next.data_base64).length;
    },
    operations: { get: getFile },
    rowFlags: { includefiledata: ['data_base64'] },
  },
};

function getFile(call: Call): Reply {
  const attachment = findByRoute(call);
  if (call.query.flag('includedetails') === true || attachment.data_base64 === undefined) return json(withoutData(attachment));
  const bytes = decode(String(attachment.data_base64));
  if (bytes.length === 0 && attachment.data_base64 !== '') throw notFound();
  const name = String(attachment.filename ?? 'file').replaceAll(/["\\\r\n]/g, '_');
  return {
    status: 200,
    headers: {
      'content-type': mediaType(String(attachment.data_base64)),
      'content-disposition': `attachment; filename="${encodeURIComponent(name)}"`,
    },
    body: bytes,
  };
}

const withoutData = ({ data_base64: _, ...attachment }: HaloRecord): HaloRecord => attachment;
const DATA_URI = /^data:([^;,]*)[^,]*,/;
const mediaType = (text: string): string => DATA_URI.exec(text)?.[1] || 'application/octet-stream';

function decode(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replace(DATA_URI, '')), (sign) => sign.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
