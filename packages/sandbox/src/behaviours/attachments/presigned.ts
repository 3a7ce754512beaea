import { readJsonBody } from '../../http/body.js';
import { bareString } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context } from '../../resources/contract.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord } from '../../store/port.js';
import { UPLOADS, uploadPath } from '../../uploads/upload-address.js';

/** A large file goes to a store by an address that is itself the permission, and is then registered. */
export const attachmentsPresigned: Behaviour = {
  ids: ['attachments.presigned-flow'],
  resource: 'attachments',
  rules: {
    operations: {
      presignedUrl: async ({ request, context }) => {
        const [wanted] = [(await readJsonBody(request)).value].flat() as HaloRecord[];
        if (typeof wanted?._tempid !== 'string') throw bareString('_tempid must be specified');
        const address = `${context.origin}${uploadPath(context.session.tenant, wanted._tempid)}`;
        return json({ ...wanted, url: address }, 201);
      },
      presignedUploadComplete: async ({ request, context }) => {
        const [sent] = [(await readJsonBody(request)).value].flat() as HaloRecord[];
        const parcel = context.records(UPLOADS).get(String(sent?._tempid));
        if (!sent || !parcel) throw bareString('File not found');
        context.records(UPLOADS).remove(String(sent._tempid));
        return json(store(sent, parcel, context), 201);
      },
    },
  },
};

function store(sent: HaloRecord, parcel: HaloRecord, context: Context): HaloRecord {
  const owner = Object.fromEntries(
    ['ticket_id', 'action_id', 'type', 'unique_id'].flatMap((name) =>
      name in sent ? [[name, sent[name]]] : [],
    ),
  );
  const record = {
    ...owner,
    filename: sent.atfilename ?? sent.filename,
    desc: sent.atdesc,
    note: sent.atnote,
    data_base64: `data:${String(parcel.type)};base64,${Buffer.from(parcel.bytes as Uint8Array).toString('base64')}`,
  };
  const { data_base64: _, ...attachment } = upsertRecord(
    record,
    context.model('attachments'),
    context,
  );
  return attachment;
}
