/** The text of a body and what it is. */
export interface FormBody {
  readonly type: string;
  readonly text: string;
  readonly language: 'json' | 'text';
}

const boundary = 'halo-postman';
const image =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><circle cx="4" cy="4" r="3"/></svg>';

/** Bodies that are a form. A file stands in the text, so that nobody has to choose one first. */
export const formBodies: Readonly<Record<string, FormBody>> = {
  'attachments.uploadImage': {
    type: `multipart/form-data; boundary=${boundary}`,
    text: [
      `--${boundary}`,
      'Content-Disposition: form-data; name="file"; filename="ring.svg"',
      'Content-Type: image/svg+xml',
      '',
      image,
      `--${boundary}--`,
      '',
    ].join('\r\n'),
    language: 'text',
  },
};
