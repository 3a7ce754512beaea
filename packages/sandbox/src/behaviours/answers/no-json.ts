import type { Reply } from '../../http/reply.js';
import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';
import { route } from '../route.js';

const text = (body: string, type = 'text/plain; charset=utf-8'): Reply => ({
  status: 200,
  headers: { 'content-type': type },
  body,
});

/** A transparent image of one point, as mail openings are counted by. */
const PIXEL = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

const METADATA =
  '<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="sandbox"/>';

/** Routes that answer text, a number, XML or an image. */
export const oddAnswers: readonly Behaviour[] = [
  route('get.odd-answers', 'test1', { list: () => text('Test') }),
  route('get.odd-answers', 'test3', { list: () => json(1) }),
  route('get.odd-answers', 'test4', { list: () => text('Test') }),
  route('get.odd-answers', 'integrationData', {
    samlSpMetadata: () => text(METADATA, 'application/xml'),
  }),
  route('get.odd-answers', 'mailOpens', {
    b: () => ({
      status: 200,
      headers: { 'content-type': 'image/gif' },
      body: Uint8Array.from(atob(PIXEL), (sign) => sign.charCodeAt(0)),
    }),
  }),
];
