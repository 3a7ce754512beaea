import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';

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
