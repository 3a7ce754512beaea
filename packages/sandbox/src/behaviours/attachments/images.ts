import { readForm } from '../../http/limited-body.js';
import { modelState, notFound } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import { guid } from '../../random.js';
import type { Behaviour } from '../../resources/contract.js';

/** Where images are kept; no resource has this name. */
export const IMAGES = 'attachments:images';

/** An image comes as the one part of a form and is read back by its GUID. */
export const attachmentsImages: Behaviour = {
  ids: ['attachments.image-multipart'],
  resource: 'attachments',
  rules: {
    operations: {
      uploadImage: async ({ request, context }) => {
        const form = await readForm(request);
        const file = form?.get('file');
        if (!(file instanceof File)) throw modelState('file', 'The file field is required.');
        const id = guid(context.random);
        context
          .records(IMAGES)
          .put(id, { id, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) });
        return json(
          {
            id,
            filename: file.name,
            isimage: true,
            link: `${context.origin}/api/attachment/image/${id}`,
          },
          201,
        );
      },
      getImage: ({ params, context }) => {
        const image = context.records(IMAGES).get(String(params.id).toLowerCase());
        if (!image) throw notFound();
        return {
          status: 200,
          headers: { 'content-type': String(image.type) },
          body: image.bytes as Uint8Array<ArrayBuffer>,
        };
      },
    },
  },
};
