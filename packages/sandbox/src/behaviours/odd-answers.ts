import { json, type Reply } from '../http/reply.js';
import type { Behaviour, Handler } from '../resources/contract.js';
import { upsert } from '../resources/upsert.js';

/** The endpoint for tools answers `null` to a plain read. */
export const mcpAnswersNull: Behaviour = {
  ids: ['get.mcp-null'],
  resource: 'mcpServer',
  rules: { operations: { list: () => json(null) } },
};

/** The same on an agent of the virtual kind. */
export const virtualAgentMcpAnswersNull: Behaviour = {
  ids: ['get.mcp-null'],
  resource: 'virtualAgents',
  rules: { operations: { getMcp: () => json(null) } },
};

/** A single ticket in place of an array has a route of its own; the feed for automation tools answers one object. */
export const ticketsObjectRoute: Behaviour = {
  ids: ['tickets.object-route', 'tickets.zapier-object'],
  resource: 'tickets',
  rules: { operations: { object: upsert, zapier: ({ context }) => json({ record_count: context.records('tickets').size }) } },
};

const text = (body: string, type = 'text/plain; charset=utf-8'): Reply => ({ status: 200, headers: { 'content-type': type }, body });
const odd = (resource: string, operations: Readonly<Record<string, Handler>>): Behaviour => ({
  ids: ['get.odd-answers'],
  resource,
  rules: { operations },
});

/** A transparent image of one point, as mail openings are counted by. */
const PIXEL = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const METADATA = '<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="sandbox"/>';

/** Routes that answer text, a number, XML or an image. */
export const oddAnswers: readonly Behaviour[] = [
  odd('test1', { list: () => text('Test') }),
  odd('test3', { list: () => json(1) }),
  odd('test4', { list: () => text('Test') }),
  odd('integrationData', { samlSpMetadata: () => text(METADATA, 'application/xml') }),
  odd('mailOpens', {
    b: () => ({ status: 200, headers: { 'content-type': 'image/gif' }, body: Uint8Array.from(atob(PIXEL), (sign) => sign.charCodeAt(0)) }),
  }),
];
