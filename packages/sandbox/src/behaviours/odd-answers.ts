import { json } from '../http/reply.js';
import type { Behaviour } from '../resources/rules.js';
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
