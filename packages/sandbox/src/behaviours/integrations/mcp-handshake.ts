import type { Json, JsonObject } from 'halopsa-catalogue/types';
import { readJsonBody } from '../../http/body.js';
import { status } from '../../http/refusal.js';
import type { Reply } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';

/** The versions of the protocol that the endpoint speaks, newest first. */
const VERSIONS: readonly string[] = ['2025-06-18', '2025-03-26', '2024-11-05'];

/** Tools of the operations agents; which there are is set by an administrator of the tenant. */
const TOOLS: readonly (readonly [name: string, description: string])[] = [
  ['search_tickets', 'Find tickets by words.'],
  ['get_one_ticket', 'Read one ticket by its id.'],
  ['get_assigned_tickets', 'List the tickets that are assigned to the caller.'],
  ['get_knowledge', 'Find articles of the knowledge base.'],
  ['create_ticket', 'Log a new ticket.'],
  ['add_note_to_ticket', 'Add a note to a ticket.'],
  ['assign_to_me', 'Assign a ticket to the caller.'],
  ['log_time', 'Log time on a ticket.'],
];

/** Halo's own endpoint for assistants: JSON-RPC in a post, the answer as a stream of one event. Its handshake and list of tools are here. */
export const mcpHandshake: Behaviour = {
  ids: ['mcp.handshake'],
  resource: 'mcpServer',
  rules: {
    operations: {
      upsert: async ({ request }) => {
        const { value } = await readJsonBody(request);
        if (typeof value !== 'object' || value === null || Array.isArray(value)) throw status(400);
        const { id, method, params } = value as JsonObject;
        if (typeof method !== 'string') throw status(400);
        // A notification has no id and is not answered.
        if (id === undefined) return { status: 202, body: null };
        return event({ jsonrpc: '2.0', id, ...answer(method, params) });
      },
    },
  },
};

function answer(method: string, params: Json | undefined): JsonObject {
  if (method === 'initialize') {
    const asked = String((params as JsonObject | undefined)?.protocolVersion ?? '');
    const result = {
      protocolVersion: VERSIONS.includes(asked) ? asked : VERSIONS[0],
      capabilities: { tools: {} },
      serverInfo: { name: 'Halo', version: '2.236.133' },
    };
    return { result };
  }
  if (method === 'ping') return { result: {} };
  if (method === 'tools/list') {
    return {
      result: {
        tools: TOOLS.map(([name, description]) => ({
          name,
          description,
          inputSchema: { type: 'object' },
        })),
      },
    };
  }
  return { error: { code: -32601, message: `Method not found: ${method}` } };
}

const event = (message: JsonObject): Reply => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  body: `event: message\ndata: ${JSON.stringify(message)}\n\n`,
});
