export { type Action, type Effect, type RunOptions, type Toolset, toolsets } from './action.js';
export type { ExportRequest } from './export/export-request.js';
export { type ExportedFile, writeExport } from './export/exported-file.js';
export { exporters } from './exporters.js';
export { type Failure, failureJson, failureOf } from './failure.js';
export { hashKey } from './http/api-keys.js';
export type { LocalServer } from './http/local-server.js';
export { exportInsightConnect, type InsightConnectExport } from './insightconnect/export.js';
export type { JsonObject, JsonSchema, JsonValue, ObjectSchema } from './json.js';
export type { Audit, AuditEntry } from './mcp/audit.js';
export { type Policy, type PolicyRequest, readPolicy } from './mcp/policy.js';
export { type Access, type McpHttpOptions, serveMcpHttp } from './mcp/serve-http.js';
export { serveStdio } from './mcp/serve-stdio.js';
export { allTools, createMcpServer, type McpOptions } from './mcp/server.js';
export { userClient } from './mcp/user-client.js';
export { exportN8n, type N8nExport } from './n8n/export.js';
export { exportOpenApi2, type OpenApi2Export } from './openapi2/export.js';
export { exportPostman } from './postman/export.js';
export { ActionRegistry } from './registry.js';
export { InvalidInputError } from './schema/invalid-input.js';
export { type ServiceLog, type ServiceOptions, serveActions } from './service/serve.js';
export type { ServiceKey } from './service/service-key.js';
export { exportSwimlane, type SwimlaneExport } from './swimlane/export.js';
export {
  type RunnerOptions,
  runSwimlaneAction,
  type SwimlaneOutput,
} from './swimlane/run-action.js';
export { runContract } from './swimlane/runner.js';
export { eventLine } from './webhooks/event-line.js';
export {
  type EventHandler,
  EventQueue,
  type EventQueueOptions,
  type HandlerRun,
  type QueuedEvent,
} from './webhooks/event-queue.js';
export type { EventState } from './webhooks/event-states.js';
export { forwardTo } from './webhooks/forward.js';
export {
  type EventName,
  type EventPayload,
  eventNames,
  type HaloEvent,
  type OriginalBody,
} from './webhooks/halo-event.js';
export {
  type BasicCredentials,
  type ReceiverOptions,
  receiveWebhooks,
} from './webhooks/receive.js';
export type { SignatureCheck } from './webhooks/signature.js';
export { TicketPoll, type TicketPollOptions } from './webhooks/ticket-poll.js';
