import type { Action, JsonObject } from 'halopsa-connector';
import { leversAt } from '../sandbox/levers.js';
import { DEFAULT_PORT } from '../sandbox/server-address.js';

/** Makes a sandbox on this computer fire an event, as `halo trigger` does. */
export const triggerEvent = (): Action => ({
  name: 'trigger_sandbox_event',
  title: 'Trigger Sandbox Event',
  description:
    'Makes the sandbox on this computer send an event of a ticket to its webhooks. It never reaches a real tenant.',
  toolset: 'config',
  effect: 'write',
  safety: 'unsafe',
  scopes: ['all'],
  layout: 'flat',
  input: {
    type: 'object',
    properties: {
      event: { type: 'string', minLength: 1, description: 'For example "new ticket logged".' },
      ticket_id: { type: 'integer', description: 'Default: the newest ticket.' },
      to: { type: 'string', description: 'An address that is bound to the event first.' },
      port: {
        type: 'integer',
        minimum: 1,
        maximum: 65_535,
        description: `Port of the sandbox; default: ${DEFAULT_PORT}.`,
      },
    },
    required: ['event'],
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      event: { type: 'string' },
      ticket_id: { type: 'integer' },
      webhooks: { type: 'integer' },
    },
    required: ['event', 'ticket_id', 'webhooks'],
    additionalProperties: false,
  },
  run: async (_client, { port = DEFAULT_PORT, ...event }, { signal }) =>
    leversAt(`http://127.0.0.1:${String(port)}`, signal).pull<JsonObject>('POST', 'trigger', event),
});
